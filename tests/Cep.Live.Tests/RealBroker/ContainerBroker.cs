using Docker.DotNet;
using DotNet.Testcontainers.Builders;
using Testcontainers.Kafka;

namespace Cep.Live;

/// <summary>A broker of the image that compose.yaml names, in a container that ends with the tests. Where there is no Docker, there is none.</summary>
public sealed class ContainerBroker : IAsyncLifetime
{
    private const string HowToRun = "Install Docker, or name a broker of yours by CEP_KAFKA_BOOTSTRAP, which RealBrokerTests use.";
    private KafkaContainer? container;
    private string? missing;

    public async ValueTask InitializeAsync()
    {
        try
        {
            container = new KafkaBuilder(ComposeFile.Read().Image("kafka")).Build();
            await container.StartAsync(TestContext.Current.CancellationToken);
        }
        catch (Exception fault) when (fault is DockerUnavailableException or DockerApiException)
        {
            missing = fault.Message.ReplaceLineEndings(" ");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (container is not null) await container.DisposeAsync();
    }

    /// <summary>The broker, or the test is skipped and says why.</summary>
    internal KafkaBroker OrSkip()
    {
        Assert.SkipWhen(missing is not null, $"There is no broker in a container: {missing} {HowToRun}");
        return new KafkaBroker(new Uri(container!.GetBootstrapAddress()).Authority);
    }
}
