namespace Cep.Rules;

/// <summary>A print with the side that began it.</summary>
/// <param name="Price">Price of one share.</param>
/// <param name="Size">Shares.</param>
/// <param name="Time">When it happened.</param>
/// <param name="Side">Who began it.</param>
/// <param name="IsFirst">The print before it was of another side, or long before.</param>
internal readonly record struct SidedPrint(double Price, double Size, EventTime Time, TradeSide Side, bool IsFirst)
{
    /// <summary>Before the first print.</summary>
    public static SidedPrint None => default;

    /// <summary>A further print; with a book by the rule of Lee and Ready, without one by the tick rule.</summary>
    public static SidedPrint Of(in TickedPrint print, TopOfBook? book)
    {
        var side = book is { HasBothSides: true } known ? known.Price(print).Side : print.Tick;
        return new SidedPrint(print.Price, print.Size, print.Time, side, false);
    }

    /// <summary>The next print, which is of the same burst when it is of the same side and not later than a pause.</summary>
    public SidedPrint Then(in SidedPrint next, TimeSpan pause) => next with { IsFirst = next.Side != Side || next.Time - Time > pause };
}
