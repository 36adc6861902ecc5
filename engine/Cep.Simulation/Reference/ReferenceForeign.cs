namespace Cep.Simulation;

/// <summary>Runs the foreign part of a rule for one key over the rows of all streams of its query, one at a time.</summary>
internal sealed class ReferenceForeign(RuleCase rule, ReferenceScope scope, IReadOnlyList<IReadOnlyList<ReferenceRow>> subscribed)
{
    private readonly List<ReferenceRow> emitted = [];
    private ForeignPipeline? pipeline;
    private long now;
    private Causes causes;

    public IReadOnlyList<ReferenceRow> Run()
    {
        var rows =
            from stream in scope.Streams.Select((rows, number) => (rows, number))
            from row in stream.rows
            where row.EarlyAt is null
            orderby row.Time, row.Sequence, stream.number
            select (Row: row, Stream: stream.rows);
        var last = long.MinValue;
        foreach (var (row, stream) in rows)
        {
            RunTimersUntil(Math.Min(row.Time, scope.EndTime));
            (now, last, causes) = (row.Time, row.Time, row.Causes);
            pipeline ??= new ForeignPipeline(rule.Foreign, now, value => emitted.Add(new ReferenceRow(now, causes, value)));
            for (var input = 0; input < subscribed.Count; input++)
            {
                var at = input;
                if (ReferenceEquals(subscribed[input], stream)) Guard(alive => alive.Next(at, row.Value, now));
            }
        }

        RunTimersUntil(scope.EndTime);
        now = Math.Max(last, scope.EndTime);
        Guard(alive => alive.Complete(now));
        return emitted;
    }

    private void RunTimersUntil(long time)
    {
        while (pipeline is { } alive && alive.Due <= time)
        {
            now = alive.Due;
            Guard(running => running.Fire(now));
        }
    }

    /// <summary>An observable that has failed can't go on; the next row begins another.</summary>
    private void Guard(Action<ForeignPipeline> run)
    {
        if (pipeline is not { } alive) return;
        try
        {
            run(alive);
        }
        catch (InvalidOperationException fault)
        {
            scope.Fault(now, causes.Last, fault);
            pipeline = null;
        }
    }
}
