using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Cep.Live;

/// <summary>Sends metrics and traces to an OTLP endpoint, while the host runs.</summary>
public sealed class OtlpExport : IHostedService, IDisposable
{
    private readonly TelemetrySettings settings;
    private readonly string group;
    private MeterProvider? metrics;
    private TracerProvider? traces;

    /// <summary>Prepares it; nothing is sent before it is started.</summary>
    /// <param name="settings">Where to; with no endpoint nothing is sent at all.</param>
    /// <param name="group">The name of the service for the endpoint.</param>
    public OtlpExport(TelemetrySettings settings, string group)
    {
        this.settings = settings ?? throw new ArgumentNullException(nameof(settings));
        this.group = group;
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (settings.OtlpEndpoint is null) return Task.CompletedTask;
        var resource = ResourceBuilder.CreateDefault().AddService(group, serviceNamespace: "cep");
        var interval = (int)settings.Interval.TotalMilliseconds;
        metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(LiveMeter.Name)
            .AddOtlpExporter((exporter, reader) =>
            {
                Set(exporter, "v1/metrics");
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = interval;
            })
            .Build();
        traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(LiveTracing.Name)
            .AddOtlpExporter(exporter => Set(exporter, "v1/traces"))
            .Build();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    /// <summary>Sends what was not sent yet and ends.</summary>
    public void Dispose()
    {
        metrics?.Dispose();
        traces?.Dispose();
        (metrics, traces) = (null, null);
    }

    private void Set(OtlpExporterOptions exporter, string path)
    {
        var isHttp = settings.OtlpForm == OtlpForm.HttpProtobuf;
        exporter.Protocol = isHttp ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        exporter.Endpoint = isHttp ? new Uri($"{settings.OtlpEndpoint!.ToString().TrimEnd('/')}/{path}") : settings.OtlpEndpoint!;
        if (settings.OtlpHeaders is { } headers) exporter.Headers = headers.Read();
    }
}
