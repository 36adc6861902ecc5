namespace Cep.Live;

/// <summary>Tells the status how the run over files fares.</summary>
/// <remarks>Called by the run's threads.</remarks>
internal sealed class FileProgress(LiveStatus status)
{
    /// <summary>What rules keep is told by Kafka partition; the files are none.</summary>
    private const int NoPartition = -1;

    private long events;

    /// <summary>The options of the engine with what makes it tell of itself.</summary>
    public EngineOptions Watch(EngineOptions engine) => engine with { OnRound = OnRound, OnState = OnState };

    private void OnRound(RunProgress progress)
    {
        status.CountEvents(progress.Events - events);
        events = progress.Events;
    }

    private void OnState(StateReport report)
    {
        foreach (var (rule, figures) in report.Rules) status.Rule(rule).SetKept(NoPartition, figures);
    }
}
