namespace Cep;

/// <summary>What an event does with the partial matches of a state, all alike.</summary>
/// <param name="From">The state; −1 for the partial match that begins with the event.</param>
/// <param name="To">The state after it; −1 when nothing more can come.</param>
/// <param name="Move">How.</param>
/// <param name="Completes">They are matches with this event.</param>
internal readonly record struct Step(int From, int To, Move Move, bool Completes)
{
    public const int None = -1;

    public bool Takes => Move.Kind == MoveKind.Take;

    /// <summary>The event is passed over and they stay where they are.</summary>
    public bool Stays => !Takes && !Completes && From == To;
}

/// <summary>
/// Reads an automaton whose conditions look at the event alone. There an event does the same to all partial matches of a
/// state, however many they are, so they can be moved as one.
/// </summary>
internal sealed class StepReader(Automaton automaton, Verdicts verdicts)
{
    private readonly List<Step> steps = [];

    public int States => automaton.States.Count;

    /// <summary>Whether the partial matches of a state are alike, and every match counts as soon as it is complete.</summary>
    public static bool CanRead(Automaton automaton)
    {
        var plan = automaton.Plan;
        return plan.Skip is { Kind: SkipKind.NoSkip, Use: EventUse.Shared or EventUse.AllConsumed }
            && plan is { IsPreferred: false, WithinNanos: > 0, Clock: null, AtLimit: PartialMatchLimit.Fault, MaxPartialMatches: >= PatternPlan.DefaultMaxPartialMatches }
            && !automaton.Conditions.Any(condition => condition.IsIterative)
            && automaton.States.All(state => state is { WaitNanos: 0, CompletesOnTime: false });
    }

    /// <summary>All steps that an event makes possible.</summary>
    /// <param name="candidate">The event.</param>
    /// <param name="newest">For each state when the latest beginning partial match in it began.</param>
    /// <param name="limit">Partial matches that began at this time or before are dead.</param>
    /// <remarks>Conditions may throw. What no partial match waits for is not asked.</remarks>
    public List<Step> Read(Candidate candidate, ReadOnlySpan<long> newest, long limit)
    {
        steps.Clear();
        verdicts.Offer(candidate);
        verdicts.Ask(null);
        for (var state = 0; state < newest.Length; state++)
        {
            if (newest[state] > limit) Read(automaton.States[state], state);
        }

        Read(automaton.Start, Step.None);
        return steps;
    }

    private void Read(AutomatonState state, int from)
    {
        var begun = steps.Count;
        var isStopped = false;
        for (var i = 0; i < state.Moves.Count; i++)
        {
            var move = state.Moves[i];
            if ((from == Step.None && move.Kind == MoveKind.Skip) || !verdicts.Hold(move.When)) continue;
            if (move.Kind == MoveKind.Stop) isStopped = true;
            else Add(from, move);
        }

        if (!isStopped) return;
        for (var i = steps.Count - 1; i >= begun; i--)
        {
            if (steps[i].Completes) steps[i] = steps[i] with { To = Step.None };
            else steps.RemoveAt(i);
        }
    }

    private void Add(int from, Move move)
    {
        var to = move.Target is { Moves.Count: > 0 } target ? target.Number : Step.None;
        var completes = verdicts.HoldAny(move.Completes);
        if (to != Step.None || completes) steps.Add(new Step(from, to, move, completes));
    }
}
