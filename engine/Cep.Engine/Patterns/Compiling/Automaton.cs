namespace Cep;

/// <summary>
/// A pattern in the form that matchers run. A partial match is in one state; an event takes it along each possible move,
/// all of them at once, in their order. A match whose last event allows it is complete at once.
/// </summary>
/// <param name="States">All states; a partial match begins in the first.</param>
/// <param name="Conditions">The conditions that guards name, each once.</param>
/// <param name="Plan">The pattern as it was written.</param>
internal sealed record Automaton(IReadOnlyList<AutomatonState> States, IReadOnlyList<Condition> Conditions, PatternPlan Plan)
{
    public AutomatonState Start => States[0];
}

/// <summary>Where a partial match stands.</summary>
internal sealed class AutomatonState(int number, int stage)
{
    public int Number { get; } = number;

    /// <summary>The stage whose event is waited for.</summary>
    public int Stage { get; } = stage;

    /// <summary>What an event may do, in the order of preference.</summary>
    public IReadOnlyList<Move> Moves { get; set; } = [];

    /// <summary>How long after the last event taken the partial match dies here.</summary>
    public TimeLimit Wait { get; init; }

    /// <summary>The names of the stages of which one takes the next event.</summary>
    public IReadOnlyList<string> Awaited(PatternPlan plan)
    {
        var stages = Moves.Where(move => move.Kind == MoveKind.Take).Select(move => move.Stage).DefaultIfEmpty(Stage).Distinct();
        return [.. stages.Where(stage => stage >= 0).Select(stage => plan.StageNames[stage])];
    }

    /// <summary>A partial match whose time is up here is a match: what must not follow did not.</summary>
    public bool CompletesOnTime { get; init; }
}

/// <summary>What an event does with a partial match.</summary>
/// <param name="Kind">Whether the event is taken.</param>
/// <param name="When">What the event must satisfy.</param>
/// <param name="Target">The state after it; null when nothing more can come.</param>
/// <param name="Stage">The stage that takes the event; −1 when it is skipped.</param>
/// <param name="IsExcluded">The event is taken, but is no part of the result.</param>
/// <param name="Pending">A further state, besides the target, that the taken event leads to: one that waits for its time to be up; null for none.</param>
/// <param name="Completes">The match is complete with this event when one of these holds for the event, before it is taken.</param>
internal sealed record Move(MoveKind Kind, Guard When, AutomatonState? Target, int Stage, bool IsExcluded, AutomatonState? Pending, IReadOnlyList<Guard> Completes)
{
    public bool NeverCompletes => Completes.Count == 0;
}

internal enum MoveKind
{
    /// <summary>The event becomes part of the match.</summary>
    Take,

    /// <summary>The event is passed over.</summary>
    Skip,

    /// <summary>The event ends the partial match without a match: it is what must not occur. Takes and skips of it are void.</summary>
    Stop,
}
