namespace Cep.Cli.Tests;

public sealed class TimingConfigTests
{
    /// <summary>The second trade is two seconds behind the first.</summary>
    private const string Disordered = """
        time,symbol,price,size
        2026-03-16T14:30:05Z,A,10,100
        2026-03-16T14:30:03Z,A,10,100
        """;

    [Fact]
    public void The_order_that_is_expected_may_stand_in_the_configuration_file()
    {
        using var folder = new TestFolder();
        var file = folder.Write("t.csv", Disordered);
        Assert.Equal(1, Late("{}"));
        Assert.Equal(0, Late("""{"timing": {"disorderBound": "2s"}}"""));
        Assert.Equal(0, Late("""{"timing": {"disorderBound": "1s", "allowedLateness": "1s", "late": "throw"}}"""));
        Assert.Equal(1, Late("""{"timing": {"disorderBound": "2s"}}""", "--disorder-bound", "1s"));

        long Late(string config, params string[] options) =>
            CommandRun.Good(["replay", file, "--json", "--config", folder.Write("c.json", config), .. options]).Summary.GetProperty("late").GetInt64();
    }

    [Theory]
    [InlineData("""{"timing": {"disorder": "2s"}}""", "timing.disorder means nothing; known here: disorderBound, allowedLateness, late, idleAfter.")]
    [InlineData("""{"timing": {"idleAfter": "soon"}}""", "timing.idleAfter is 'soon'; expected a duration such as 250ms")]
    [InlineData("""{"timing": {"late": "drob"}}""", "timing.late is 'drob'; expected drop, adjust, throw, or a file such as late.jsonl.")]
    public void What_is_not_understood_is_refused(string config, string message)
    {
        using var folder = new TestFolder();
        var run = CommandRun.Of("replay", folder.Write("t.csv", Disordered), "--config", folder.Write("c.json", config));
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }
}
