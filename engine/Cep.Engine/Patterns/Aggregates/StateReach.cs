namespace Cep;

/// <summary>
/// Between which states partial matches can pass, as far as their numbers tell: in a matrix of states all places outside are
/// empty for ever and need not be looked at. State 0 is that of what has yet to begin; the automaton's follow.
/// </summary>
internal sealed class StateReach
{
    private readonly (int First, int End)[] into;
    private readonly (int First, int End)[] from;

    public StateReach(Automaton automaton)
    {
        Count = automaton.States.Count + 1;
        (into, from) = (new (int, int)[Count], new (int, int)[Count]);
        Array.Fill(into, (Count, 0));
        for (var state = 0; state < Count; state++)
        {
            var reached = ReachedFrom(automaton, state);
            from[state] = (reached.Min(), reached.Max() + 1);
            foreach (var target in reached) into[target] = (Math.Min(into[target].First, state), Math.Max(into[target].End, state + 1));
        }
    }

    /// <summary>How many states there are.</summary>
    public int Count { get; }

    /// <summary>The states from which a state can be reached lie within, itself among them.</summary>
    public (int First, int End) Into(int state) => into[state];

    /// <summary>The states that can be reached from a state lie within, itself among them.</summary>
    public (int First, int End) From(int state) => from[state];

    private static HashSet<int> ReachedFrom(Automaton automaton, int state)
    {
        var reached = new HashSet<int> { state };
        var open = new Stack<int>([state]);
        while (open.TryPop(out var at))
        {
            // What begins makes the moves of the automaton's first state.
            foreach (var move in automaton.States[Math.Max(0, at - 1)].Moves)
            {
                if (move.Target is { } target && reached.Add(target.Number + 1)) open.Push(target.Number + 1);
            }
        }

        return reached;
    }
}
