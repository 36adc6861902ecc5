namespace Cep;

/// <summary>What a key's panes from one on to the newest held.</summary>
/// <param name="Time">Where the first of these panes ends.</param>
/// <param name="State">Their merge.</param>
/// <param name="Count">How many events they held.</param>
/// <param name="Causes">The inputs of these.</param>
internal readonly record struct PaneRun<S>(long Time, S State, long Count, Causes Causes);

/// <summary>What hopping windows need to give early results: what the windows of a key hold so far.</summary>
/// <param name="firing">That of the panes.</param>
internal sealed class EarlyPanes<S>(EarlyFiring firing)
{
    private readonly Dictionary<int, PaneRun<S>> open = [];
    private readonly List<PaneRun<S>> runs = [];
    private int at;

    /// <summary>The keys of which something is new, also in a pane that has closed since.</summary>
    public IReadOnlyList<int> Changed => firing.Taken;

    /// <summary>Where the newest pane ends of the key that was gathered; before all times when there is none.</summary>
    public long NewestTime => runs.Count == 0 ? long.MinValue : runs[0].Time;

    /// <summary>The last input of that pane.</summary>
    public long LastCause => runs.Count == 0 ? 0 : runs[0].Causes.Last;

    /// <summary>Takes what the panes hold that are open now.</summary>
    public void Open(in KeyedBatch<Pane<S>> panes)
    {
        open.Clear();
        for (var row = 0; row < panes.Count; row++)
        {
            var (state, count) = panes.Values[row];
            open[panes.Keys[row]] = new PaneRun<S>(panes.Times[row], state, count, panes.CausesOf(row));
        }
    }

    /// <summary>Merges the panes of a key, from the newest to the oldest.</summary>
    public void Gather(int key, MergeQueue<S>? queue, Merge<S> merge)
    {
        runs.Clear();
        if (open.TryGetValue(key, out var pane)) runs.Add(pane);
        queue?.AddRunsTo(runs, merge);
        at = runs.Count - 1;
    }

    /// <summary>The panes of the gathered key that end after a time. Times rise from call to call, and a pane is left.</summary>
    public PaneRun<S> After(long time)
    {
        while (runs[at].Time <= time) at--;
        return runs[at];
    }
}
