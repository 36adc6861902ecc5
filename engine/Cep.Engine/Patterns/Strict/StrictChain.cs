namespace Cep;

/// <summary>
/// A pattern whose matches are a fixed number of neighbouring events: a state machine. A partial match is then known by how
/// many events it has taken, and all partial matches of a key are the bits of one number.
/// </summary>
internal sealed class StrictChain
{
    /// <summary>Bit i stands for a partial match of i events, bit 0 for the one that begins, the last one for the match.</summary>
    public const int MaxLength = 63;

    /// <summary>Stands for all stages where a stage is named.</summary>
    public const int AnyStage = -1;

    private readonly List<Move> steps;
    private readonly int stages;
    private readonly int[] newest;

    private StrictChain(Automaton automaton, List<Move> steps)
    {
        this.steps = steps;
        Conditions = automaton.Conditions;
        WithinNanos = automaton.Plan.WithinNanos;
        Masks = new ulong[Conditions.Count];
        for (var i = 0; i < steps.Count; i++) Masks[ConditionOf(steps[i])] |= 1UL << i;
        KeptAfterMatch = KeptAfter(automaton.Plan.Skip);
        stages = automaton.Plan.StageNames.Count + 1;
        newest = [.. from taken in Enumerable.Range(0, steps.Count + 1) from stage in Enumerable.Range(-1, stages) select FindNewest(taken, stage)];
    }

    /// <summary>How many events a match has.</summary>
    public int Length => steps.Count;

    public IReadOnlyList<Condition> Conditions { get; }

    /// <summary>For each condition the partial matches that it decides about.</summary>
    public ulong[] Masks { get; }

    public long WithinNanos { get; }

    /// <summary>The partial matches that a match leaves alive; those that began before it are not.</summary>
    public ulong KeptAfterMatch { get; }

    /// <summary>Some of the events of a match are no part of the result.</summary>
    public bool HasExcluded => steps.Exists(step => step.IsExcluded);

    /// <summary>The chain of a pattern; null for one that is none.</summary>
    public static StrictChain? Of(Automaton automaton)
    {
        var plan = automaton.Plan;
        if (plan.IsPreferred || plan.Clock is not null || plan.MaxPartialMatches < MaxLength) return null;
        var steps = new List<Move>();
        for (var state = automaton.Start; steps.Count < MaxLength; state = steps[^1].Target!)
        {
            if (state is not { Wait.IsNone: true, CompletesOnTime: false, Moves: [{ Kind: MoveKind.Take, When.Clauses: [[{ IsNegated: false }]] } step] }) return null;
            steps.Add(step);
            if (step is { Target: null, Completes: [{ Clauses: [] }] }) return new StrictChain(automaton, steps);
            if (step.Target is null || step.Completes.Count > 0) return null;
        }

        return null;
    }

    public int StageOf(int place) => steps[place].Stage;

    public bool IsExcluded(int place) => steps[place].IsExcluded;

    /// <summary>Which of the first events of a match is the newest of a stage, counted from 1; 0 when none is.</summary>
    public int NewestOf(int stage, int taken) => newest[taken * stages + stage - AnyStage];

    private int FindNewest(int taken, int stage) =>
        steps[..taken].FindLastIndex(step => stage == AnyStage ? !step.IsExcluded : step.Stage == stage) + 1;

    private static int ConditionOf(Move step) => step.When.Clauses[0][0].Condition;

    /// <summary>
    /// The match began before all partial matches, one of i events among them at its event n − i. They all took its last
    /// event, as they are strict.
    /// </summary>
    private ulong KeptAfter(SkipStrategy skip)
    {
        var begins = skip.Kind switch
        {
            SkipKind.PastLast => Length,
            SkipKind.ToFirst => Math.Max(0, steps.FindIndex(step => skip.Stages.Contains(step.Stage))),
            SkipKind.ToLast => Math.Max(0, steps.FindLastIndex(step => skip.Stages.Contains(step.Stage))),
            _ => 0,
        };
        if (skip.Use == EventUse.AllConsumed) begins = Length;
        if (skip.Use == EventUse.Consumed) begins = Math.Max(begins, steps.FindLastIndex(step => !step.IsExcluded) + 1);
        return (2UL << (Length - begins)) - 1;
    }
}
