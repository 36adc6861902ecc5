using System.Runtime.InteropServices;

namespace Cep;

/// <summary>Where the values of matches go.</summary>
internal abstract class AggregateOutlet<TValue>
{
    /// <summary>An event completes matches.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="candidate">The event.</param>
    /// <param name="value">The value of all of them.</param>
    public abstract void Complete(int key, Candidate candidate, in TValue value);
}

/// <summary>
/// Computes a value of all matches that an event completes, without listing them: of patterns whose conditions look at the
/// event alone.
/// </summary>
internal sealed partial class AggregateMatcher<TValue, TResult, TAlgebra>(
    Automaton automaton, object match, MatchCursor cursor, StageValue? stageValue, AggregateOutlet<TValue> outlet) : Matcher
    where TValue : struct
    where TAlgebra : struct, IMatchAlgebra<TValue, TResult>
{
    private readonly PatternPlan plan = automaton.Plan;
    private readonly int states = automaton.States.Count;
    private readonly StepReader reader = new(automaton, new Verdicts(automaton, match, cursor));
    private readonly MatrixRoom<TValue, TResult, TAlgebra> work = new(new StateReach(automaton));
    private readonly List<WeightedStep> weighted = [];
    private readonly long[] moved = new long[automaton.States.Count];
    private readonly string[] reachedIn = ReachedStages.Of(automaton);
    private MatchWindow<TValue, TResult, TAlgebra>?[] windows = [];

    public override long Earliest => long.MaxValue;

    public override void Take(int key, Candidate candidate)
    {
        var window = WindowOf(key);
        var time = candidate.Time;
        var limit = time < long.MinValue + plan.WithinNanos ? long.MinValue : time - plan.WithinNanos;
        if (!reader.Read(candidate, window.Newest, limit)) return;
        Weigh(window.Newest, limit, time);
        var weight = stageValue is not null && weighted.Exists(step => step.IsWeighted) ? TAlgebra.Of(stageValue.Of(candidate)) : TAlgebra.Empty;

        // Only now, when no code of the author's can throw any more, does the state of the key change.
        var complete = window.Take(CollectionsMarshal.AsSpan(weighted), weight, time, limit, work);
        if (reader.AllStay) MoveOn(window.Newest);
        else moved.CopyTo(window.Newest, 0);
        if (TAlgebra.IsNothing(complete)) return;
        outlet.Complete(key, candidate, complete);
        if (plan.Skip.Use == EventUse.AllConsumed) window.Clear();
    }

    public override void PassTime(long time)
    {
    }

    /// <inheritdoc/>
    /// <remarks>Of the partial matches of a state is known that there are some, and when the latest began; they count as one.</remarks>
    public override void Count(long now, PartialCount count)
    {
        var limit = now < long.MinValue + plan.WithinNanos ? long.MinValue : now - plan.WithinNanos;
        for (var key = 0; key < windows.Length; key++)
        {
            if (windows[key] is not { } window) continue;
            for (var state = 0; state < states; state++)
            {
                if (window.Newest[state] > limit) count.Add(key, reachedIn[state], 1, window.Newest[state]);
            }
        }
    }

    private MatchWindow<TValue, TResult, TAlgebra> WindowOf(int key)
    {
        if (key >= windows.Length) Array.Resize(ref windows, Math.Max(key + 1, windows.Length * 2));
        return windows[key] ??= new(states);
    }

    private void Weigh(long[] newest, long limit, long time)
    {
        weighted.Clear();
        if (reader.AllStay) ForgetMoved();
        else Leave(newest, limit);
        foreach (var step in reader.Steps)
        {
            weighted.Add(new WeightedStep(step.From + 1, step.To == Step.None ? Step.None : step.To + 1, IsWeighted(step), step.Completes, Leaves: false));
            if (step.To == Step.None) continue;
            ref var begun = ref moved[step.To];
            begun = Math.Max(begun, step.From == Step.None ? time : newest[step.From]);
        }
    }

    private void ForgetMoved()
    {
        foreach (var step in reader.Steps)
        {
            if (step.To != Step.None) moved[step.To] = long.MinValue;
        }
    }

    private void Leave(long[] newest, long limit)
    {
        for (var state = 0; state < newest.Length; state++)
        {
            moved[state] = reader.Stays[state] ? newest[state] : long.MinValue;
            if (newest[state] > limit && !reader.Stays[state]) weighted.Add(new WeightedStep(state + 1, Step.None, false, false, Leaves: true));
        }
    }

    /// <summary>Of each state that partial matches come to says when the latest of them began, where none leaves another.</summary>
    private void MoveOn(long[] newest)
    {
        foreach (var step in reader.Steps)
        {
            if (step.To != Step.None) newest[step.To] = Math.Max(newest[step.To], moved[step.To]);
        }
    }

    private bool IsWeighted(Step step) => stageValue is not null && step.Takes && step.Move.Stage == stageValue.Stage && !step.Move.IsExcluded;
}
