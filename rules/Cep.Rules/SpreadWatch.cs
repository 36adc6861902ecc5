namespace Cep.Rules;

/// <summary>A spread beside what is usual for the symbol, and whether it is wide.</summary>
/// <param name="Book">Bid and ask.</param>
/// <param name="Time">When they were so.</param>
/// <param name="Spread">Ask less bid.</param>
/// <param name="Usual">While the spread is wide what was usual when it widened, else what is usual now.</param>
/// <param name="IsWide">It has widened and not recovered since.</param>
/// <param name="IsTurn">This spread widens or recovers.</param>
internal readonly record struct SpreadWatch(TopOfBook Book, EventTime Time, double Spread, double Usual, bool IsWide, bool IsTurn)
{
    /// <summary>Before the first spread.</summary>
    public static SpreadWatch None => default;

    /// <summary>
    /// After a further spread. Between widening and recovery lies a gap, so that a spread on the verge does not widen over and
    /// over; and what is usual is not asked anew while it is wide, for then the wide spread itself would soon be usual.
    /// </summary>
    public SpreadWatch Then(in SpreadWatch next, double widened, double recovered)
    {
        if (!IsWide) return next.Spread >= widened * next.Usual ? next with { IsWide = true, IsTurn = true } : next;
        return next.Spread <= recovered * Usual ? next with { IsTurn = true } : next with { Usual = Usual, IsWide = true };
    }
}
