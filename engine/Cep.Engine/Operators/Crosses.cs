namespace Cep;

/// <summary>How one line stands to another after an event.</summary>
public enum Crossing
{
    /// <summary>The lines did not cross.</summary>
    None,

    /// <summary>The first line is above the second now and was not before.</summary>
    Above,

    /// <summary>The first line is below the second now and was not before.</summary>
    Below,
}

public abstract partial class EventStream<T>
{
    /// <summary>The events at which the first line rises above the second: above now, at or below it at the event before of the same key.</summary>
    /// <remarks>Before the first event of a key both lines count as equal, so a first event whose first line is above is a crossing.</remarks>
    public EventStream<T> CrossesAbove(Func<T, double> first, Func<T, double> second) => Crosses(first, second, Crossing.Above);

    /// <summary>The events at which the first line falls below the second; see <see cref="CrossesAbove"/>.</summary>
    public EventStream<T> CrossesBelow(Func<T, double> first, Func<T, double> second) => Crosses(first, second, Crossing.Below);

    /// <summary>Each event with how the first line crosses the second at it; see <see cref="CrossesAbove"/>.</summary>
    public EventStream<TResult> Crosses<TResult>(Func<T, double> first, Func<T, double> second, Func<T, Crossing, TResult> result)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentNullException.ThrowIfNull(result);
        return new StepStream<T, int, TResult, CrossesStep<T, TResult>>(this, new CrossesStep<T, TResult>(new Lines<T>(first, second), result));
    }

    private StepStream<T, int, T, CrossesOneWayStep<T>> Crosses(Func<T, double> first, Func<T, double> second, Crossing wanted)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        return new StepStream<T, int, T, CrossesOneWayStep<T>>(this, new CrossesOneWayStep<T>(new Lines<T>(first, second), wanted));
    }
}

/// <summary>Keeps the sign of first − second. A line that is not a number compares with nothing and counts as equal.</summary>
internal readonly struct Lines<T>(Func<T, double> first, Func<T, double> second)
{
    public Crossing Compare(int before, in T value, out int sign)
    {
        var (a, b) = (first(value), second(value));
        sign = a > b ? 1 : a < b ? -1 : 0;
        return sign > 0 && before <= 0 ? Crossing.Above : sign < 0 && before >= 0 ? Crossing.Below : Crossing.None;
    }
}

internal readonly struct CrossesStep<T, TResult>(Lines<T> lines, Func<T, Crossing, TResult> make) : IStep<T, int, TResult>
{
    public static bool EmitsAlways => true;

    public void Initialize(Span<int> fresh)
    {
    }

    public bool IsFresh(in int state) => state == 0;

    public bool Take(ref int state, in T value, out TResult result)
    {
        result = make(value, lines.Compare(state, value, out var sign));
        state = sign;
        return true;
    }
}

internal readonly struct CrossesOneWayStep<T>(Lines<T> lines, Crossing wanted) : IStep<T, int, T>
{
    public static bool EmitsAlways => false;

    public void Initialize(Span<int> fresh)
    {
    }

    public bool IsFresh(in int state) => state == 0;

    public bool Take(ref int state, in T value, out T result)
    {
        result = value;
        var crossing = lines.Compare(state, value, out var sign);
        state = sign;
        return crossing == wanted;
    }
}
