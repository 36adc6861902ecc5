using System.Numerics;

namespace Cep.Throughput;

/// <summary>
/// The stock queries: a sale of one stock, later a purchase of a second, and so on; any orders between; all matches whose
/// first and last order are less than a time span apart.
/// </summary>
/// <param name="Stages">How many orders a match has, 2 to 24.</param>
/// <param name="WithinNanos">The time span.</param>
public sealed record StockQuery(int Stages, long WithinNanos)
{
    /// <summary>An order that completes matches begins everything anew.</summary>
    public bool IsConsuming { get; init; }

    /// <summary>Every third stage looks for a price above the first of the stock only.</summary>
    public bool HasPrices { get; init; }

    /// <summary>The pattern.</summary>
    public Pattern<StockMatch> Pattern
    {
        get
        {
            var sequence = Cep.Pattern.Of<StockMatch>().Begin(StockMatch.Stages[0], order => Fits(0, order));
            for (var i = 1; i < Stages; i++)
            {
                var stage = i;
                sequence = sequence.FollowedByAny(StockMatch.Stages[stage], order => Fits(stage, order));
            }

            return sequence.Within(TimeSpan.FromTicks(WithinNanos / 100)).NoSkip(IsConsuming ? EventUse.AllConsumed : EventUse.Shared);
        }
    }

    /// <summary>The pattern of three stages whose matches are listed.</summary>
    public Pattern<StockTriple> Triple => Cep.Pattern.Of<StockTriple>()
        .Begin(m => m.First, order => Fits(0, order))
        .FollowedByAny(m => m.Second, order => Fits(1, order))
        .FollowedByAny(m => m.Third, order => Fits(2, order))
        .Within(TimeSpan.FromTicks(WithinNanos / 100))
        .NoSkip(EventUse.Shared);

    /// <summary>Whether a stage takes an order.</summary>
    public bool Fits(int stage, in StockOrder order) =>
        order.Stock == stage * 3 % StockSession.Stocks && order.IsSell == (stage % 2 == 0) && (!HasPrices || stage % 3 != 2 || order.Price > 20 + 15 * order.Stock);

    /// <summary>The least 64 bits of a count, as a number that an answer takes.</summary>
    public static double LeastBits(BigInteger count) => BitConverter.UInt64BitsToDouble((ulong)(count & ulong.MaxValue));
}

/// <summary>Counts the matches of a query, without listing them.</summary>
[Rule("throughput-stock-count")]
public sealed class StockCountRule(StockQuery query) : Rule<StockOrder, BigInteger>
{
    /// <inheritdoc/>
    public override IObservable<BigInteger> Query(EventStream<StockOrder> events) => events.Match(query.Pattern).Count();
}

/// <summary>Lists the matches of a query of three stages, each as a number made of its prices.</summary>
[Rule("throughput-stock-list")]
public sealed class StockListRule(StockQuery query) : Rule<StockOrder, double>
{
    /// <inheritdoc/>
    public override IObservable<double> Query(EventStream<StockOrder> events) =>
        events.Match(query.Triple).Select(m => NumberOf(m.First.Last.Price, m.Second.Last.Price, m.Third.Last.Price));

    /// <summary>Tells matches apart.</summary>
    internal static double NumberOf(double first, double second, double third) => first + 1000 * second + 1_000_000 * third;
}
