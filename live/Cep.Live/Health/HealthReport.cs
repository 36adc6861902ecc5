using System.Text.Json;

namespace Cep.Live;

/// <summary>Whether a process lives and is ready, and how its parts stand.</summary>
/// <remarks>
/// It lives as long as it has not failed. It is ready when it runs, no task of it is still recovering, and nothing keeps it from
/// reading. A broker that is away makes it degraded, not unready: restarting the process would not bring the broker back.
/// </remarks>
public sealed class HealthReport
{
    private readonly LiveStatus status;

    /// <summary>Looks at a status.</summary>
    public HealthReport(LiveStatus status)
    {
        ArgumentNullException.ThrowIfNull(status);
        this.status = status;
        IsLive = status.Phase != LivePhase.Failed;
        IsReady = status.Phase == LivePhase.Running && !status.IsInputStopped && status.Partitions.All(task => task.Phase == LivePhase.Running);
        Status = !IsLive ? "failed" : !IsReady ? "unready" : status.Broker.IsConnected == false || status.Spool is { Entries: > 0 } ? "degraded" : "ready";
    }

    /// <summary>Whether the process should be let alone; if not, restart it.</summary>
    public bool IsLive { get; }

    /// <summary>Whether it does its work.</summary>
    public bool IsReady { get; }

    /// <summary>In a word: <c>ready</c>, <c>degraded</c>, <c>unready</c> or <c>failed</c>.</summary>
    public string Status { get; }

    /// <summary>All of it as one JSON object.</summary>
    public string ToJson()
    {
        var now = status.Clock.GetUtcNow();
        return JsonSerializer.Serialize(
            new
            {
                status = Status,
                phase = status.Phase,
                failure = status.Failure,
                inputStopped = status.IsInputStopped,
                broker = new { connected = status.Broker.IsConnected, forSeconds = status.Broker.IsConnected is null ? (double?)null : (now - status.Broker.Since).TotalSeconds },
                spool = status.Spool is { } spool ? new { entries = spool.Entries, bytes = spool.Bytes, oldestSeconds = spool.OldestAge.TotalSeconds, dropped = spool.Dropped } : null,
                tasks = status.Partitions.Select(task => new { partition = task.Partition, phase = task.Phase, watermark = task.Watermark == EventTime.MinValue ? (EventTime?)null : task.Watermark, lag = task.LagByTopic }),
            },
            DerivedJson.Options);
    }
}
