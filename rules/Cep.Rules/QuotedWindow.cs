namespace Cep.Rules;

/// <summary>What happened to the best quotes of a symbol in a window.</summary>
/// <param name="Start">The window's first moment.</param>
/// <param name="End">The first moment after it.</param>
/// <param name="Updates">Quotes that changed a price or a size.</param>
/// <param name="Trades">Prints.</param>
/// <param name="Mids">Where the mid was.</param>
internal readonly record struct QuotedWindow(EventTime Start, EventTime End, long Updates, long Trades, MidRange Mids);

/// <summary>The lowest and the highest mid; both 0 while none is known.</summary>
internal readonly record struct MidRange(double Low, double High)
{
    /// <summary>No mid.</summary>
    public static MidRange None => default;

    public bool IsKnown => High != 0;

    /// <summary>With the mid of a further book, if both its sides are known. Added up in decimals, so that 12.01 and 12.02 have 12.015 between them.</summary>
    public MidRange With(in TopOfBook book)
    {
        if (!book.HasBothSides) return this;
        var mid = (double)(((decimal)book.Bid + (decimal)book.Ask) / 2);
        return With(new MidRange(mid, mid));
    }

    /// <summary>With the mids of another range.</summary>
    public MidRange With(in MidRange other) =>
        !IsKnown ? other : !other.IsKnown ? this : new MidRange(Math.Min(Low, other.Low), Math.Max(High, other.High));
}
