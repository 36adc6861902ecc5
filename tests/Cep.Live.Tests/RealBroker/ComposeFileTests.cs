using Cep.Readme.Documents;

namespace Cep.Live;

/// <summary>compose.yaml serves the configuration that operations.md begins with, unchanged.</summary>
public sealed class ComposeFileTests
{
    private readonly ComposeFile compose = ComposeFile.Read();
    private readonly LiveSettings sample = Configs.Read(FencedBlock.Of("json").First(block => block.Document == "live/docs/operations.md").Text);

    [Fact]
    public void The_broker_is_where_the_sample_configuration_looks_for_it()
    {
        var (host, port) = sample.Kafka.Bootstrap.Split(':') is [var name, var number] ? (name, number) : ("", "");
        Assert.Equal("localhost", host);
        Assert.Contains($"127.0.0.1:{port}:{port}", compose.Ports("kafka"));
        Assert.Contains($"HOST://localhost:{port}", compose.Setting("kafka", "KAFKA_ADVERTISED_LISTENERS").Split(','));
        Assert.Contains($"HOST://:{port}", compose.Setting("kafka", "KAFKA_LISTENERS").Split(','));
    }

    [Fact]
    public void Nothing_but_loopback_sees_the_broker() => Assert.All(compose.Ports("kafka"), port => Assert.StartsWith("127.0.0.1:", port, StringComparison.Ordinal));

    [Fact]
    public void Each_topic_of_the_sample_configuration_is_made()
    {
        var made = compose.Setting("topics", "TOPICS").Split(' ');
        var written = sample.Rules.Select(rule => sample.Output.Topic.Replace("{rule}", rule.Name, StringComparison.Ordinal));
        Assert.Equal(sample.Kafka.Topics.Keys.Concat(written).Order(StringComparer.Ordinal), made.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_version_of_the_broker_is_named_once_and_for_all()
    {
        Assert.Matches(@"^apache/kafka:\d+\.\d+\.\d+$", compose.Image("kafka"));
        Assert.Equal(compose.Image("kafka"), compose.Image("topics"));
    }
}
