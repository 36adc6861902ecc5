namespace Cep.Cli;

public sealed class LiveDemoTests
{
    private static readonly LiveDemoPace Short = new(9_000, 6_000, TimeSpan.FromSeconds(0.6), TimeSpan.FromSeconds(1.6));

    [Fact]
    public void Live_and_replay_derive_the_same_though_the_broker_goes_away()
    {
        var folder = Directory.CreateTempSubdirectory("cep-demo-test-");
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        using var terminal = new Terminal(output, error);
        var code = new LiveDemo(folder.FullName, Short, terminal).Run();
        var told = System.Text.Encoding.UTF8.GetString(output.ToArray());
        Assert.True(code == ExitCodes.Done, told + System.Text.Encoding.UTF8.GetString(error.ToArray()));
        Assert.Contains("It is for trying, not for keeping", told, StringComparison.Ordinal);
        Assert.Contains("The broker goes down.", told, StringComparison.Ordinal);
        Assert.Contains("The broker is back.", told, StringComparison.Ordinal);
        Assert.Contains("9,000 ticks went in", told, StringComparison.Ordinal);
        Assert.Contains(": 0 are missing live, 0 are different", told, StringComparison.Ordinal);

        var recording = Path.Combine(folder.FullName, "recording");
        var parity = Tests.CommandRun.Good("parity", recording);
        Assert.Equal(4, parity.Out.Split('\n').Count(line => line.Contains(": the same ", StringComparison.Ordinal)));
        Assert.Matches(@"\nparity: [1-9][0-9,]* derived events in 4 recordings, all the same\n$", parity.Out);
        Assert.Equal(4, Tests.CommandRun.Good("parity", recording, "--json").Out.Trim().Split('\n').Length);
        var other = Tests.CommandRun.Of("parity", recording, "--set", "rules.block-trade.minSize=1");
        Assert.Equal(ExitCodes.Failed, other.ExitCode);
        Assert.Matches(@" is not \(the live run had the rules [^)]*block-trade v1[^)]*\):\n  live    \{""id"":""", other.Out);
        Assert.Contains("\nno parity: ", other.Out, StringComparison.Ordinal);
        Assert.Contains("minSise", Tests.CommandRun.Of("parity", recording, "--set", "rules.block-trade.minSise=1").Error, StringComparison.Ordinal);
        Assert.Contains("holds no recording", Tests.CommandRun.Of("parity", folder.FullName).Error, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    [Fact]
    public void A_request_to_stop_ends_it_as_interrupted()
    {
        var folder = Directory.CreateTempSubdirectory("cep-demo-test-");
        Timer? afterStart = null;
        var run = Tests.CommandRun.Of(
            terminal => afterStart = new Timer(_ => terminal.RequestStop(), null, TimeSpan.FromSeconds(3), Timeout.InfiniteTimeSpan), "demo", "--live", "--out", folder.FullName);
        afterStart!.Dispose();
        Assert.Equal(ExitCodes.Interrupted, run.ExitCode);
        folder.Delete(recursive: true);
    }
}
