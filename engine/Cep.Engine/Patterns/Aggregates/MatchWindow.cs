using System.Runtime.InteropServices;

namespace Cep;

/// <summary>
/// The value of the partial matches of a key in each state, of those that began within a time span. What an event costs
/// depends on the pattern only, not on how many events or matches the time span holds.
/// </summary>
/// <remarks>
/// An event is a matrix: what it makes of a partial match in each state. The values now are the product over the events
/// of the time span. What has no inverse can't be taken out of a product again, so it is kept in two parts: for each
/// beginning in the older part the product from there to the boundary, of which only the row of what begins is needed, and
/// one product from the boundary on. When the last beginning of the older part is dead the newer one becomes the older.
/// </remarks>
internal sealed partial class MatchWindow<TValue, TResult, TAlgebra>(int states)
    where TValue : struct
    where TAlgebra : struct, IMatchAlgebra<TValue, TResult>
{
    private const int NoWeight = -1;

    /// <summary>State 0 is that of what has yet to begin; the automaton's follow.</summary>
    private readonly int width = states + 1;

    /// <summary>By column: what partial matches of each state at the boundary have become now.</summary>
    private readonly TValue[] newer = new TValue[(states + 1) * (states + 1)];

    /// <summary>The beginnings of the older part, the latest first, with the row of each.</summary>
    private readonly List<long> begun = [];
    private readonly List<PassedEvent> passed = [];

    /// <summary>The values of those passed events that have one.</summary>
    private readonly List<TValue> weights = [];
    private readonly List<WeightedStep> passedSteps = [];
    private TValue[] older = [];
    private long firstBegun = long.MaxValue;

    /// <summary>For each state when the latest beginning partial match began.</summary>
    public long[] Newest { get; } = NewNewest(states);

    public bool IsEmpty { get; private set; } = true;

    /// <summary>Takes an event that changes something.</summary>
    /// <param name="steps">What it does.</param>
    /// <param name="weight">Its value where it is taken by the stage in question.</param>
    /// <param name="time">Its time.</param>
    /// <param name="limit">What began at this time or before is dead.</param>
    /// <param name="work">Room to work in, shared by all keys.</param>
    /// <returns>The value of the matches that it completes.</returns>
    public TValue Take(ReadOnlySpan<WeightedStep> steps, in TValue weight, long time, long limit, MatrixRoom<TValue, TResult, TAlgebra> work)
    {
        Expire(limit, work);
        var complete = TAlgebra.Nothing;
        foreach (var step in steps)
        {
            if (!step.Completes) continue;
            var value = ValueOf(step.From, work.Reach);
            complete = TAlgebra.Either(complete, step.IsWeighted ? TAlgebra.Then(value, weight) : value);
        }

        Remember(steps, weight, time);
        work.MultiplyColumns(newer, steps, weight);
        return complete;
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        begun.Clear();
        ForgetPassed();
        IsEmpty = true;
        Array.Fill(Newest, long.MinValue);
    }

    private static long[] NewNewest(int states)
    {
        var newest = new long[states];
        Array.Fill(newest, long.MinValue);
        return newest;
    }

    private TValue ValueOf(int state, StateReach reach)
    {
        if (state == 0) return TAlgebra.Empty;
        var column = newer.AsSpan(state * width, width);
        if (begun.Count == 0) return column[0];
        var row = older.AsSpan((begun.Count - 1) * width, width);
        var value = TAlgebra.Nothing;
        for (var (i, end) = reach.Into(state); i < end; i++)
        {
            if (!TAlgebra.IsNothing(row[i]) && !TAlgebra.IsNothing(column[i])) TAlgebra.Add(ref value, TAlgebra.Then(row[i], column[i]));
        }

        return value;
    }

    private void Expire(long limit, MatrixRoom<TValue, TResult, TAlgebra> work)
    {
        while (begun.Count > 0 && begun[^1] <= limit) begun.RemoveAt(begun.Count - 1);
        if (begun.Count == 0 && (IsEmpty || firstBegun <= limit)) Turn(limit, work);
    }

    /// <summary>Makes the newer part the older one, walking back from its last event.</summary>
    private void Turn(long limit, MatrixRoom<TValue, TResult, TAlgebra> work)
    {
        var rows = work.Identity();
        var end = passedSteps.Count;
        for (var i = passed.Count - 1; i >= 0 && passed[i].Time > limit; i--)
        {
            var steps = CollectionsMarshal.AsSpan(passedSteps)[passed[i].FirstStep..end];
            end = passed[i].FirstStep;
            work.MultiplyRows(steps, WeightOf(passed[i]));
            if (!passed[i].Begins) continue;
            begun.Add(passed[i].Time);
            if (older.Length < begun.Count * width) Array.Resize(ref older, Math.Max(16 * width, older.Length * 2));
            rows[..width].CopyTo(older.AsSpan((begun.Count - 1) * width));
        }

        ForgetPassed();
        IsEmpty = false;
        work.SetIdentity(newer);
    }

    private void Remember(ReadOnlySpan<WeightedStep> steps, in TValue weight, long time)
    {
        if (Pass(time, passedSteps.Count, steps, weight)) firstBegun = Math.Min(firstBegun, time);
        passedSteps.AddRange(steps);
    }

    /// <summary>Adds an event to those of the newer part.</summary>
    /// <returns>Whether a partial match begins with it.</returns>
    private bool Pass(long time, int firstStep, ReadOnlySpan<WeightedStep> steps, in TValue weight)
    {
        var (begins, isWeighted) = (false, false);
        foreach (var step in steps)
        {
            begins |= step is { From: 0, To: not Step.None };
            isWeighted |= step.IsWeighted;
        }

        passed.Add(new PassedEvent(time, firstStep, begins, isWeighted ? weights.Count : NoWeight));
        if (isWeighted) weights.Add(weight);
        return begins;
    }

    private TValue WeightOf(in PassedEvent one) => one.Weight == NoWeight ? TAlgebra.Empty : weights[one.Weight];

    private void ForgetPassed()
    {
        passed.Clear();
        passedSteps.Clear();
        weights.Clear();
        firstBegun = long.MaxValue;
    }

    /// <summary>An event of the newer part.</summary>
    /// <param name="Time">When.</param>
    /// <param name="FirstStep">Where its steps begin.</param>
    /// <param name="Begins">A partial match begins with it.</param>
    /// <param name="Weight">Where its value is; <see cref="NoWeight"/> for none.</param>
    private readonly record struct PassedEvent(long Time, int FirstStep, bool Begins, int Weight);
}
