namespace Cep.Simulation;

/// <summary>A rule and a key of the reference: what went wrong in it, and what operators ask beside their inputs.</summary>
internal sealed class ReferenceScope(long endTime, IReadOnlyList<TimedStatus> statuses)
{
    /// <summary>So many rows in one stream of one key are more than a case is worth.</summary>
    private const int MaxRows = 2_000;

    private readonly List<ReferenceFault> faults = [];

    /// <summary>The time of the log's last event.</summary>
    public long EndTime => endTime;

    /// <summary>The key's market statuses.</summary>
    public IReadOnlyList<TimedStatus> Statuses => statuses;

    public IReadOnlyList<ReferenceFault> Faults => faults;

    /// <summary>The time in which the key trades; null for all time.</summary>
    public ReferenceClock ClockOf(TradingPhases? phases) => new(phases, statuses);

    /// <summary>All streams of the query in the order in which they are made; a foreign pipeline sees them all.</summary>
    public List<IReadOnlyList<ReferenceRow>> Streams { get; } = [];

    /// <summary>Notes a stream of the query.</summary>
    /// <exception cref="TooLargeException">It has grown out of hand.</exception>
    public IReadOnlyList<ReferenceRow> Add(IEnumerable<ReferenceRow> rows)
    {
        var list = rows.ToList();
        if (list.Count > MaxRows) throw new TooLargeException();
        Streams.Add(list);
        return list;
    }

    /// <summary>Runs the author's code for a row; what it throws is a fault at that row.</summary>
    public bool Try<T>(ReferenceRow row, Func<T> code, out T value) => Try(row.Moment, row.Sequence, code, out value);

    /// <summary>Runs the author's code at a place of the log.</summary>
    public bool Try<T>(long time, long sequence, Func<T> code, out T value)
    {
        try
        {
            value = code();
            return true;
        }
        catch (InvalidOperationException fault)
        {
            Fault(time, sequence, fault);
            value = default!;
            return false;
        }
    }

    public void Fault(long time, long sequence, Exception fault) =>
        faults.Add(new ReferenceFault(time, sequence, $"{fault.GetType().Name}: {fault.Message}"));
}

/// <summary>Something that a rule threw for a key.</summary>
internal sealed record ReferenceFault(long Time, long Sequence, string Message);

/// <summary>A market status at the time at which the log has it.</summary>
internal sealed record TimedStatus(long Time, TradingState State, char Exchange);

/// <summary>A case multiplies rows beyond what is worth running; another is drawn in its place.</summary>
internal sealed class TooLargeException : Exception;
