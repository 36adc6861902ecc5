using Cep.Rules;
using Microsoft.Extensions.Logging;

namespace Cep.Live.Configuration;

public sealed class LiveSettingsTests
{
    [Fact]
    public void The_least_file_gives_the_defaults()
    {
        var settings = Configs.Read(Configs.Least);
        Assert.Equal("localhost:9092", settings.Kafka.Bootstrap);
        Assert.Equal(["trades"], settings.Kafka.Topics.Keys);
        Assert.Null(settings.Kafka.Topics["trades"].Format);
        Assert.Equal(TimeSpan.FromMilliseconds(200), settings.Kafka.CommitInterval);
        Assert.IsType<BlockTradeRule>(Assert.Single(settings.Rules));
        Assert.Equal(new ByteSize(1L << 30), settings.Spool.Size);
        Assert.True(settings.Health.Address!.IsLoopback);
        Assert.Null(settings.Telemetry.OtlpEndpoint);
    }

    [Fact]
    public void Every_kind_of_setting_is_read()
    {
        var settings = Configs.Read("""
            {
              "$schema": "live/docs/cep.schema.json",
              "kafka": {
                "bootstrap": "a:1,b:2", "group": "g", "groupProtocol": "consumer", "commitInterval": "50ms",
                "topics": {"trades": {"format": "arrow"}, "quotes": {"format": "json"}}, "properties": {"client.rack": "r1"}
              },
              "rules": {"ema-breakout": {"fast": 5, "slow": 20}, "important-prints": {"notableTo": ["desk", "risk"]}},
              "timing": {"disorderBound": "2s", "allowedLateness": "1m", "late": "adjust", "idleAfter": "5s"},
              "output": {"topic": "cep.{rule}.{grade}"},
              "spool": {"size": "64MB", "whenFull": "dropNewest"},
              "engine": {"shards": "auto"},
              "log": {"level": "debug", "form": "json"},
              "health": {"enabled": false}
            }
            """);
        Assert.Equal(GroupProtocol.Consumer, settings.Kafka.GroupProtocol);
        Assert.Equal(TopicFormat.Arrow, settings.Kafka.Topics["trades"].Format);
        Assert.Equal("r1", settings.Kafka.Properties["client.rack"]);
        Assert.Equal(5, settings.Rules.OfType<EmaBreakoutRule>().Single().Fast);
        Assert.Equal(LatenessPolicy.Adjust, settings.Timing.ToFeedTiming().Lateness);
        Assert.Equal(TimeSpan.FromSeconds(2), settings.Timing.ToFeedTiming().DisorderBound);
        Assert.Equal((new ByteSize(64 << 20), SpoolFullAction.DropNewest), (settings.Spool.Size, settings.Spool.WhenFull));
        Assert.Equal(EngineOptions.Auto, settings.Engine.Shards);
        Assert.Equal((LogLevel.Debug, LogForm.Json), (settings.Log.Level, settings.Log.Form));
        Assert.False(settings.Health.Enabled);
    }

    [Fact]
    public void The_environment_is_laid_over_the_file_and_the_command_line_over_both()
    {
        var environment = new Dictionary<string, string> { ["CEP__Kafka__Group"] = "env", ["CEP__KAFKA__COMMITINTERVAL"] = "1s", ["CEP_SEED"] = "7", ["PATH"] = "x" };
        var settings = Configs.Read(Configs.Least, environment, "kafka.group=line", "rules.block-trade.minSize=5", "kafka:topics:market.trades:format=arrow");
        Assert.Equal("line", settings.Kafka.Group);
        Assert.Equal(TimeSpan.FromSeconds(1), settings.Kafka.CommitInterval);
        Assert.Equal(5, Assert.IsType<BlockTradeRule>(settings.Rules[0]).MinSize);
        Assert.Equal(["market.trades", "trades"], settings.Kafka.Topics.Keys);
    }

    [Theory]
    [InlineData("64KB", 65_536)]
    [InlineData("1.5 MB", 1_572_864)]
    [InlineData("10gb", 10_737_418_240)]
    [InlineData("17", 17)]
    [InlineData("17B", 17)]
    public void Sizes_are_in_steps_of_1024(string text, long bytes)
    {
        Assert.True(ByteSize.TryParse(text, out var size));
        Assert.Equal(bytes, size.Bytes);
        Assert.True(ByteSize.TryParse(size.ToString(), out var again));
        Assert.Equal(size, again);
    }

    [Theory]
    [InlineData("")]
    [InlineData("MB")]
    [InlineData("-1MB")]
    [InlineData("9999999999TB")]
    [InlineData(null)]
    public void What_is_no_size_is_refused(string? text) => Assert.False(ByteSize.TryParse(text, out _));
}
