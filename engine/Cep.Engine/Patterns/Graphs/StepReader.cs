namespace Cep;

/// <summary>What an event does with the partial matches of a state, all alike, other than leaving them where they are.</summary>
/// <param name="From">The state; −1 for the partial match that begins with the event.</param>
/// <param name="To">The state after it; −1 when nothing more can come.</param>
/// <param name="Move">How.</param>
/// <param name="Completes">They are matches with this event.</param>
internal readonly record struct Step(int From, int To, Move Move, bool Completes)
{
    public const int None = -1;

    public bool Takes => Move.Kind == MoveKind.Take;
}

/// <summary>
/// Reads an automaton whose conditions look at the event alone. There an event does the same to all partial matches of a
/// state, however many they are, so they can be moved as one.
/// </summary>
internal sealed class StepReader
{
    private readonly ReadyMove[][] states;

    /// <summary>For a state that is left only by taking an event for which one condition holds, and else stayed in: that move.</summary>
    private readonly ReadyMove?[] only;
    private readonly Verdicts verdicts;
    private readonly bool[] stays;

    public StepReader(Automaton automaton, Verdicts verdicts)
    {
        this.verdicts = verdicts;
        states = [.. automaton.States.Select(state => state.Moves.Select(move => new ReadyMove(move)).ToArray())];
        only = [.. states.Select((moves, state) => OnlyMove(state, moves))];
        stays = new bool[states.Length];
    }

    /// <summary>Whether the partial matches of all states stay there, whatever other ways they go.</summary>
    public bool AllStay { get; private set; }

    /// <summary>What the event does other than leaving partial matches where they are.</summary>
    public List<Step> Steps { get; } = [];

    /// <summary>The states whose partial matches, or some of them, stay there; they may go other ways, too.</summary>
    public ReadOnlySpan<bool> Stays => stays;

    /// <summary>Whether the partial matches of a state are alike, and every match counts as soon as it is complete.</summary>
    public static bool CanRead(Automaton automaton)
    {
        var plan = automaton.Plan;
        return plan.Skip is { Kind: SkipKind.NoSkip, Use: EventUse.Shared or EventUse.AllConsumed }
            && plan is { IsPreferred: false, WithinNanos: > 0, Clock: null, AtLimit: PartialMatchLimit.Fault, MaxPartialMatches: >= PatternPlan.DefaultMaxPartialMatches }
            && !automaton.Conditions.Any(condition => condition.IsIterative)
            && automaton.States.All(state => state is { Wait.IsNone: true, CompletesOnTime: false });
    }

    /// <summary>Finds what an event does.</summary>
    /// <param name="candidate">The event.</param>
    /// <param name="newest">For each state when the latest beginning partial match in it began.</param>
    /// <param name="limit">Partial matches that began at this time or before are dead.</param>
    /// <returns>Whether it does anything.</returns>
    /// <remarks>Conditions may throw. What no partial match waits for is not asked.</remarks>
    public bool Read(Candidate candidate, ReadOnlySpan<long> newest, long limit)
    {
        Steps.Clear();
        verdicts.Offer(candidate);
        AllStay = true;
        for (var state = 0; state < states.Length; state++)
        {
            if (newest[state] <= limit)
            {
                stays[state] = false;
            }
            else if (only[state] is { } move)
            {
                stays[state] = true;
                if (verdicts.Holds(move.Condition)) Add(state, move);
            }
            else
            {
                stays[state] = Read(state, states[state]);
                AllStay &= stays[state];
            }
        }

        Read(Step.None, states[0]);
        return Steps.Count > 0 || !AllStay;
    }

    private static ReadyMove? OnlyMove(int state, ReadyMove[] moves)
    {
        if (moves is not [{ Kind: MoveKind.Take, Condition: >= 0 } take, { Kind: MoveKind.Skip, IsFree: true } skip])
        {
            if (moves is not [{ Kind: MoveKind.Skip, IsFree: true }, { Kind: MoveKind.Take, Condition: >= 0 }]) return null;
            (take, skip) = (moves[1], moves[0]);
        }

        return skip.To == state ? take : null;
    }

    /// <returns>Whether partial matches stay in the state.</returns>
    private bool Read(int from, ReadyMove[] moves)
    {
        var begun = Steps.Count;
        var (stay, isStopped) = (false, false);
        foreach (var move in moves)
        {
            if ((from == Step.None && move.Kind == MoveKind.Skip) || !move.Holds(verdicts)) continue;
            if (move.Kind == MoveKind.Stop) isStopped = true;
            else if (move.Kind == MoveKind.Skip && move.To == from && !stay) stay = true;
            else Add(from, move);
        }

        if (!isStopped) return stay;
        for (var i = Steps.Count - 1; i >= begun; i--)
        {
            if (Steps[i].Completes) Steps[i] = Steps[i] with { To = Step.None };
            else Steps.RemoveAt(i);
        }

        return false;
    }

    private void Add(int from, ReadyMove move)
    {
        var completes = verdicts.HoldAny(move.Move.Completes);
        if (move.To != Step.None || completes) Steps.Add(new Step(from, move.To, move.Move, completes));
    }

    /// <summary>A move with its guard taken apart: mostly it is one condition or none.</summary>
    private sealed class ReadyMove(Move move)
    {
        private readonly Literal? literal = move.When.Clauses is [[var only]] ? only : null;

        /// <summary>Whether it may always be made.</summary>
        public bool IsFree { get; } = move.When.Clauses.Length == 0;

        /// <summary>The condition that decides about it alone; −1 when it is another, or several.</summary>
        public int Condition { get; } = move.When.Clauses is [[{ IsNegated: false } one]] ? one.Condition : -1;

        public Move Move => move;

        public MoveKind Kind { get; } = move.Kind;

        public int To { get; } = move.Target is { Moves.Count: > 0 } target ? target.Number : Step.None;

        public bool Holds(Verdicts verdicts)
        {
            if (IsFree) return true;
            return literal is { } one ? verdicts.Holds(one.Condition) != one.IsNegated : verdicts.Hold(move.When);
        }
    }
}
