namespace Cep.Live;

/// <summary>Hears how the tasks of a process fare, for logs, metrics and health. Called by the tasks' own threads; must return soon.</summary>
public interface ITaskWatcher
{
    /// <summary>A task has been taken over and reads again what it needs.</summary>
    void Recovering(int partition, string from);

    /// <summary>A task is through with recovery and tells what it derives.</summary>
    void Running(int partition, TimeSpan recovery);

    /// <summary>A task committed.</summary>
    void Committed(int partition, in TaskProgress progress);

    /// <summary>A task has looked at its partial matches, by the name of the rule, for rules with patterns; once in a while after a commit.</summary>
    void Looked(int partition, EventTime time, IReadOnlyDictionary<string, PartialMatches> partials);

    /// <summary>A task has a new snapshot.</summary>
    void SnapshotTaken(int partition, string file, long bytes);

    /// <summary>Something went wrong; the task recovers from it, or has ended.</summary>
    void Faulted(int partition, Exception fault, bool hasEnded);

    /// <summary>A task has ended.</summary>
    void Ended(int partition);
}

/// <summary>How far a task has come with a commit.</summary>
/// <param name="Time">Event time reached.</param>
/// <param name="Events">Events since the beginning of its log.</param>
/// <param name="Told">Derived events and dead letters in this commit.</param>
/// <param name="Took">How long the commit took.</param>
public readonly record struct TaskProgress(EventTime Time, long Events, long Told, TimeSpan Took);
