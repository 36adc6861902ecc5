namespace Cep.Simulation;

/// <summary>The foreign operators of a query as one key's pipeline runs them.</summary>
internal sealed class ForeignPipeline
{
    private readonly List<ForeignState> states;
    private readonly ForeignNext[] nexts;
    private readonly (int Schedulings, int Order)[] timers;
    private long now;
    private int done;
    private int scheduled;

    public ForeignPipeline(IReadOnlyList<ForeignOperator> operators, long start, Action<Row> emit)
    {
        states = [.. operators.Select(operation => operation.Start(start))];
        nexts = new ForeignNext[states.Count];
        timers = new (int, int)[states.Count];
        // The last operator is subscribed to first, and begins its timer before it subscribes to the one before.
        for (var i = states.Count - 1; i >= 0; i--) timers[i] = (states[i].Schedulings, scheduled++);
        for (var i = 0; i < states.Count; i++)
        {
            var at = i;
            nexts[i] = at + 1 == states.Count
                ? new ForeignNext(emit, () => done = at + 1)
                : new ForeignNext(row => Next(at + 1, 0, row), () => EndOf(at + 1));
        }
    }

    /// <summary>When the next timer is due.</summary>
    public long Due => states.Skip(done).Select(state => state.Due).DefaultIfEmpty(long.MaxValue).Min();

    public void Next(int input, Row value, long time)
    {
        now = time;
        Next(0, input, value);
        NoteTimers();
    }

    public void Fire(long time)
    {
        now = time;
        var at = Enumerable.Range(done, states.Count - done).Where(i => states[i].Due == time).MinBy(i => timers[i].Order);
        states[at].Fire(time, nexts[at]);
        NoteTimers(after: at);
        NoteTimers();
    }

    public void Complete(long time)
    {
        now = time;
        if (done == 0) states[0].Complete(now, nexts[0]);
    }

    /// <summary>Timers of one due time fire in the order in which they were scheduled; one that fires is scheduled again after all that its firing led to.</summary>
    private void NoteTimers(int after = -1)
    {
        for (var i = after + 1; i < states.Count; i++)
        {
            if (states[i].Schedulings != timers[i].Schedulings) timers[i] = (states[i].Schedulings, scheduled++);
        }
    }

    /// <summary>The operators from the first to this one take nothing more: one of them has completed by itself.</summary>
    private void Next(int at, int input, Row value)
    {
        if (at >= done) states[at].Next(input, value, now, nexts[at]);
    }

    private void EndOf(int at)
    {
        if (done > at) return;
        done = at;
        states[at].Complete(now, nexts[at]);
    }
}
