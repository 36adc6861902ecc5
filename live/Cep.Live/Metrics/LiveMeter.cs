using System.Diagnostics.Metrics;

namespace Cep.Live;

/// <summary>The metrics of a process as instruments of System.Diagnostics.Metrics, for whoever listens to the meter.</summary>
public sealed class LiveMeter : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string Name = "Cep.Live";

    private readonly Meter meter = new(Name);

    /// <summary>Makes an instrument of each metric, read from a status when somebody asks.</summary>
    public LiveMeter(LiveStatus status)
    {
        foreach (var metric in Metric.All)
        {
            IReadOnlyList<Measurement<double>> Observe() => [.. metric.Observe(status).Select(value => new Measurement<double>(value.Value, value.Tags))];
            if (metric.IsCounter) meter.CreateObservableCounter(metric.Name, Observe, metric.Unit, metric.Description);
            else meter.CreateObservableGauge(metric.Name, Observe, metric.Unit, metric.Description);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => meter.Dispose();
}
