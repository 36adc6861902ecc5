using System.Runtime.InteropServices;

namespace Cep;

/// <summary>
/// Goes from one moment to the next at which either input has rows, finds all pairs that this moment completes and puts
/// them in log order before the author's code sees them, so that the order within a key does not depend on other keys.
/// </summary>
internal sealed class IntervalJoinOperator<T, TOther, TResult>(RulePlan plan, JoinInterval interval, Func<T, TOther, TResult> result)
{
    private readonly KeyedRows<T> lefts = new(plan);
    private readonly KeyedRows<TOther> rights = new(plan);
    private readonly List<RowPair> pairs = [];
    private readonly RowBuffer<TResult> joined = new();
    private long passed = long.MinValue;
    private HeldRows<T>? left;
    private HeldRows<TOther>? right;

    public Output<TResult> Output { get; } = new();

    public HeldRows<T> Left => left ??= new HeldRows<T>(OnTime);

    public HeldRows<TOther> Right => right ??= new HeldRows<TOther>(OnTime);

    public void Announce()
    {
        plan.Keep<T>(Left);
        plan.Keep<TOther>(Right);
        plan.Keep<T>(lefts);
        plan.Keep<TOther>(rights);
    }

    private void OnTime()
    {
        var watermark = Math.Min(Left.Watermark, Right.Watermark);
        if (watermark == passed) return;
        passed = watermark;
        Advance(Left.Rows.Until(watermark), Right.Rows.Until(watermark));
        Release(watermark == long.MaxValue ? watermark : watermark + 1);
        joined.Flush(Output);
        Output.PassTime(watermark);
    }

    private void Advance(in KeyedBatch<T> newLefts, in KeyedBatch<TOther> newRights)
    {
        var (l, r) = (0, 0);
        while (l < newLefts.Count || r < newRights.Count)
        {
            var time = Math.Min(l < newLefts.Count ? newLefts.Times[l] : long.MaxValue, r < newRights.Count ? newRights.Times[r] : long.MaxValue);
            Release(time);
            var (firstLeft, firstRight) = (lefts.End, rights.End);
            while (l < newLefts.Count && newLefts.Times[l] == time) lefts.Add(newLefts, l++);
            while (r < newRights.Count && newRights.Times[r] == time) rights.Add(newRights, r++);
            for (var place = firstLeft; place < lefts.End; place++) PairLeft(place);
            for (var place = firstRight; place < rights.End; place++) PairRight(place, firstLeft);
            if (pairs.Count > 0) Emit(time);
        }

        Left.Rows.Drop(newLefts.Count);
        Right.Rows.Drop(newRights.Count);
    }

    /// <summary>Drops the rows that make no pair with any row of this time or later.</summary>
    private void Release(long time)
    {
        lefts.DropBefore(time, interval.AfterNanos);
        rights.DropBefore(time, interval.BeforeNanos);
    }

    /// <summary>Pairs a new left row with all right rows that are there.</summary>
    private void PairLeft(long place)
    {
        ref readonly var row = ref lefts[place];
        for (var other = rights.FirstOf(row.Key); other != KeyedRows<TOther>.None; other = rights[other].Next)
        {
            if (interval.Holds(row.Time, rights[other].Time)) pairs.Add(RowPair.Of(row.Causes.Last, rights[other].Causes.Last, place, other));
        }
    }

    /// <summary>Pairs a new right row with the left rows before; the new ones have it already.</summary>
    private void PairRight(long place, long firstNew)
    {
        ref readonly var row = ref rights[place];
        for (var other = lefts.FirstOf(row.Key); other != KeyedRows<T>.None && other < firstNew; other = lefts[other].Next)
        {
            if (interval.Holds(lefts[other].Time, row.Time)) pairs.Add(RowPair.Of(lefts[other].Causes.Last, row.Causes.Last, other, place));
        }
    }

    private void Emit(long time)
    {
        CollectionsMarshal.AsSpan(pairs).Sort();
        foreach (var pair in pairs)
        {
            ref readonly var first = ref lefts[pair.Left];
            ref readonly var second = ref rights[pair.Right];
            var causes = first.Causes.And(second.Causes);
            try
            {
                joined.Add(first.Key, time, causes, result(first.Value, second.Value));
            }
            catch (Exception fault)
            {
                plan.Faults.Report(first.Key, time, causes.Last, fault);
            }
        }

        pairs.Clear();
    }

    /// <summary>A pair by the places of its rows, ordered as <c>IntervalJoin</c> promises; rows of one sequence number keep their own order.</summary>
    private readonly record struct RowPair(long Last, long LeftSequence, long RightSequence, long Left, long Right) : IComparable<RowPair>
    {
        public static RowPair Of(long leftSequence, long rightSequence, long left, long right) =>
            new(Math.Max(leftSequence, rightSequence), leftSequence, rightSequence, left, right);

        public int CompareTo(RowPair other)
        {
            var order = Last.CompareTo(other.Last);
            if (order == 0) order = LeftSequence.CompareTo(other.LeftSequence);
            if (order == 0) order = RightSequence.CompareTo(other.RightSequence);
            if (order == 0) order = Left.CompareTo(other.Left);
            return order == 0 ? Right.CompareTo(other.Right) : order;
        }
    }
}
