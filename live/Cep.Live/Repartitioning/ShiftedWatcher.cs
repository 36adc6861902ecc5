namespace Cep.Live;

/// <summary>Tells of the tasks of internal topics with numbers that follow on those of the input's, so that no two tasks of a process have one.</summary>
internal sealed class ShiftedWatcher(ITaskWatcher inner, int shift) : ITaskWatcher
{
    public void Recovering(int partition, string from) => inner.Recovering(partition + shift, from);

    public void Running(int partition, TimeSpan recovery) => inner.Running(partition + shift, recovery);

    public void Committed(int partition, in TaskProgress progress) => inner.Committed(partition + shift, progress);

    public void Looked(int partition, EventTime time, IReadOnlyDictionary<string, PartialMatches> partials) => inner.Looked(partition + shift, time, partials);

    public void SnapshotTaken(int partition, string file, long bytes) => inner.SnapshotTaken(partition + shift, file, bytes);

    public void Faulted(int partition, Exception fault, bool hasEnded) => inner.Faulted(partition + shift, fault, hasEnded);

    public void Ended(int partition) => inner.Ended(partition + shift);
}
