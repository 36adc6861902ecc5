namespace Cep.Cli.Tests;

public sealed class SimulateTests
{
    [Fact]
    public void Cases_that_pass_are_counted_with_what_was_in_them()
    {
        var run = CommandRun.Good("simulate", "--seed", "7", "--runs", "20");
        Assert.StartsWith("20 cases passed", run.Out, StringComparison.Ordinal);
        Assert.Contains("Tumbling windows", run.Out, StringComparison.Ordinal);
        Assert.Equal(run.Out, CommandRun.Good("simulate", "--seed", "7", "--runs", "20").Out);
    }

    [Fact]
    public void A_number_of_cases_that_makes_no_sense_is_refused()
    {
        var run = CommandRun.Of("simulate", "--runs", "0");
        Assert.Equal(ExitCodes.WrongUsage, run.ExitCode);
        Assert.Contains("--runs '0' is not allowed", run.Error, StringComparison.Ordinal);
    }
}
