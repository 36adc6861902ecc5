namespace Cep.Perf.Tests;

/// <summary>Runs the comparison over the embedded cluster with few ticks: what was committed is counted, times are not looked at.</summary>
[Collection(nameof(ThroughputTests))]
public sealed class KafkaThroughputTests
{
    [Fact]
    public void The_live_path_commits_what_follows_from_the_ticks() =>
        Assert.Equal(0, KafkaThroughput.Program.Main(["--ticks", "100000", "--rounds", "1", "--warm-up", "0"]));

    [Theory]
    [InlineData("--ticks", "7")]
    [InlineData("--ticks", "2000000")]
    [InlineData("--rounds", "0")]
    [InlineData("--no-such-option", "1")]
    [InlineData("--bootstrap", "")]
    public void Wrong_usage_is_refused(string option, string value) => Assert.Equal(2, KafkaThroughput.Program.Main([option, value]));
}
