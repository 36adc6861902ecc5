namespace Cep;

/// <summary>
/// Gives back what a rule keeps for a key that had no event for so long, where the rule states so: at the last event plus
/// the duration, before the events of that time; or later, when nothing of the key waits for its time any more, so that
/// no window, timer or join loses what it would have said.
/// </summary>
/// <remarks>
/// It stands before the query and lets rows and time through up to the moments at which a key is forgotten, so that these
/// don't depend on batches. As with <c>Absent</c> a key has one timer, which is moved on when it comes due.
/// </remarks>
internal sealed class QuietKeys(RulePlan plan, long quietNanos) : IKeyedState
{
    private readonly List<QuietInlet> inlets = [];
    private readonly TimerWheel<int> timers = new();
    private readonly List<int> quiet = [];
    private Cell[] cells = [];
    private IKeyedState[] forgettable = [];
    private long passed = long.MinValue;

    /// <summary>Stands before an input of the rule.</summary>
    public Output<T> Guard<T>(Output<T> events)
    {
        var inlet = new QuietInlet<T>(OnTime);
        inlets.Add(inlet);
        plan.Keep<T>(inlet.Held);
        events.Connect(inlet.Held);
        return inlet.Output;
    }

    /// <summary>Says what a quiet key gives back: what the operators of the query keep, not what waits before it.</summary>
    public void Start(IEnumerable<IKeyedState> states) => forgettable = [.. states];

    /// <summary>An event of a key. Those of one input come after those of another, whatever their times.</summary>
    public void Note(int key, long time)
    {
        ref var cell = ref cells[key];
        if (cell.IsKnown && cell.Last > time) return;
        cell.Last = time;
        if (cell.Timer.Generation > 0 && !cell.Lingers) return;
        timers.Cancel(cell.Timer);
        Await(ref cell, key, TimerOrder.After(time, quietNanos));
    }

    public void Save(int key, StateWriter writer)
    {
        var isKnown = key < cells.Length && cells[key].IsKnown;
        writer.Write(isKnown);
        if (!isKnown) return;
        writer.Write(cells[key].Last);
        writer.Write(cells[key].Lingers ? cells[key].Check : TimerOrder.After(cells[key].Last, quietNanos));
    }

    public void Load(int key, StateReader reader)
    {
        if (key >= cells.Length) Grow(key + 1);
        Forget(key);
        if (!reader.Read<bool>()) return;
        cells[key].Last = reader.Read<long>();
        Await(ref cells[key], key, reader.Read<long>());
    }

    public void Forget(int key)
    {
        if (key >= cells.Length) return;
        timers.Cancel(cells[key].Timer);
        cells[key] = default;
    }

    public void Measure(int key, ref KeyFigures figures)
    {
        if (key < cells.Length && cells[key].IsKnown) figures.Add(KeyFigures.SizeOf(cells[key]) + TimerWheel<int>.NodeSize, cells[key].Last);
    }

    private void OnTime()
    {
        var watermark = long.MaxValue;
        foreach (var inlet in inlets) watermark = Math.Min(watermark, inlet.Watermark);
        if (watermark == passed) return;
        passed = watermark;
        if (cells.Length < plan.KeyCapacity) Grow(plan.KeyCapacity);
        var limit = Math.Min(TimerOrder.Reached(watermark), plan.Shard.EndTime);
        for (var moment = NextMoment(); moment <= limit; moment = NextMoment())
        {
            foreach (var inlet in inlets) inlet.NoteUntil(moment - 1, this);
            FindQuiet(moment);
            if (quiet.Count == 0) continue;
            Advance(moment - 1);
            foreach (var key in quiet) ForgetOrLinger(key, moment);
        }

        foreach (var inlet in inlets) inlet.NoteUntil(watermark, this);
        Advance(watermark);
    }

    /// <summary>No key falls quiet before this; a row that was not noted yet can't tell sooner than the duration after it.</summary>
    private long NextMoment()
    {
        var next = timers.Earliest;
        foreach (var inlet in inlets) next = Math.Min(next, TimerOrder.After(inlet.NextTime, quietNanos));
        return next;
    }

    private void FindQuiet(long moment)
    {
        quiet.Clear();
        while (timers.TryFire(moment, out _, out var key))
        {
            ref var cell = ref cells[key];
            var quietAt = TimerOrder.After(cell.Last, quietNanos);
            if (quietAt > moment) Await(ref cell, key, quietAt);
            else quiet.Add(key);
        }
    }

    private void Advance(long watermark)
    {
        foreach (var inlet in inlets) inlet.Push(watermark);
        foreach (var inlet in inlets) inlet.PassTime(watermark);
    }

    private void ForgetOrLinger(int key, long moment)
    {
        var figures = new KeyFigures();
        foreach (var state in forgettable) state.Measure(key, ref figures);
        if (figures.DueAt >= moment)
        {
            Await(ref cells[key], key, Math.Max(figures.DueAt, moment + 1));
            return;
        }

        foreach (var state in forgettable) state.Forget(key);
        plan.Explainer?.Forget(key, moment);
        cells[key] = default;
    }

    private void Await(ref Cell cell, int key, long time)
    {
        cell.IsKnown = true;
        cell.Check = time;
        cell.Lingers = time > TimerOrder.After(cell.Last, quietNanos);
        cell.Timer = timers.Schedule(time, key);
    }

    private void Grow(int keys) => Array.Resize(ref cells, Math.Max(keys, cells.Length * 2));

    private struct Cell
    {
        public long Last;

        /// <summary>When the timer is due.</summary>
        public long Check;
        public TimerHandle Timer;
        public bool IsKnown;

        /// <summary>The key is quiet already, but something of it waits for its time.</summary>
        public bool Lingers;
    }
}
