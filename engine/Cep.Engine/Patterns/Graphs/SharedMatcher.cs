namespace Cep;

/// <summary>
/// Runs patterns whose conditions look at the event alone, so that an event does the same to all partial matches of a
/// state: a key has one set of partial matches for each state. What an event costs does not depend on how many they are.
/// </summary>
internal sealed partial class SharedMatcher(Automaton automaton, object match, MatchCursor cursor, MatchOutlet outlet) : Matcher
{
    /// <summary>Partial matches that share nodes can't be counted; for each one allowed there may be so many nodes.</summary>
    private const int NodesPerMatch = 10;

    private readonly PatternPlan plan = automaton.Plan;
    private readonly StepReader reader = new(automaton, new Verdicts(automaton, match, cursor));
    private readonly MatchGraph graph = new();
    private readonly long[] newest = new long[automaton.States.Count];
    private readonly long[] moved = new long[automaton.States.Count];
    private MatchListing? listing;
    private KeySets?[] keys = [];

    public override long Earliest => long.MaxValue;

    public override void Take(int key, Candidate candidate)
    {
        var sets = SetsOf(key);
        var limit = LimitAt(candidate.Time);
        graph.Free(limit);
        graph.Expire(key, limit);
        for (var state = 0; state < newest.Length; state++) newest[state] = graph.NewestOf(sets.OfStates[state]);
        candidate.Place = sets.Offered++;
        if (!reader.Read(candidate, newest, limit)) return;
        if (graph.CountOf(key) + 2 * reader.Steps.Count > NodesPerMatch * (long)plan.MaxPartialMatches)
        {
            outlet.LimitStruck();
            throw TooMany();
        }

        // Only now, when nothing can throw any more, does the state of the key change.
        var complete = Move(key, sets, candidate, limit);
        if (complete == MatchGraph.Nothing) return;
        if (outlet.WantsLastOnly) outlet.Match(key, candidate.Time, graph.LastOf(complete));
        else List(key, candidate.Time, complete, limit);
        if (plan.Skip.Use == EventUse.AllConsumed) Array.Fill(sets.OfStates, MatchGraph.Nothing);
    }

    public override void PassTime(long time) => graph.Free(LimitAt(time));

    public override void Count(long now, PartialCount count)
    {
        var sizes = graph.SizesOfSets(LimitAt(now));
        for (var key = 0; key < keys.Length; key++)
        {
            if (keys[key] is not { } sets) continue;
            foreach (var set in sets.OfStates) graph.Tell(set, sizes, (stage, size) => count.Add(key, plan.StageNames[stage], size.Alive, size.Since));
        }
    }

    /// <summary>Moves all sets.</summary>
    /// <returns>The matches.</returns>
    private long Move(int key, KeySets sets, Candidate candidate, long limit)
    {
        for (var state = 0; state < moved.Length; state++) moved[state] = reader.Stays[state] ? sets.OfStates[state] : MatchGraph.Nothing;
        graph.Key = key;
        var complete = MatchGraph.Nothing;
        foreach (var step in reader.Steps)
        {
            var set = step.From == Step.None ? MatchGraph.Nothing : sets.OfStates[step.From];
            if (step.Takes) set = graph.Take(set, step.Move, candidate.Keep());
            if (step.To != Step.None) moved[step.To] = graph.Join(set, moved[step.To], candidate.Time, limit);
            if (step.Completes) complete = graph.Join(set, complete, candidate.Time, limit);
        }

        moved.CopyTo(sets.OfStates, 0);
        return complete;
    }

    private void List(int key, long time, long set, long limit)
    {
        listing ??= new MatchListing(graph);
        listing.List(set, limit, tail =>
        {
            outlet.Match(key, time, tail);
            return outlet.WantsMore;
        });
    }

    /// <summary>What began at this time or before is dead now.</summary>
    private long LimitAt(long time) => time < long.MinValue + plan.WithinNanos ? long.MinValue : time - plan.WithinNanos;

    private InvalidOperationException TooMany() => new(
        $"The pattern would keep more than {NodesPerMatch * (long)plan.MaxPartialMatches} nodes for the partial matches of this key; narrow its conditions, shorten .Within, "
        + "or state another limit with .MaxPartialMatches.");

    private KeySets SetsOf(int key)
    {
        if (key >= keys.Length) Array.Resize(ref keys, Math.Max(key + 1, keys.Length * 2));
        return keys[key] ??= new KeySets(newest.Length);
    }

    /// <summary>The partial matches of a key.</summary>
    private sealed class KeySets
    {
        public KeySets(int states)
        {
            OfStates = new long[states];
            Array.Fill(OfStates, MatchGraph.Nothing);
        }

        public long[] OfStates { get; }

        public long Offered { get; set; }
    }
}
