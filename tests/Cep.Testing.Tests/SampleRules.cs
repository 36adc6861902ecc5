using System.Reactive.Linq;

namespace Cep.Testing;

/// <summary>Trades of more than a hundred shares.</summary>
[Rule("big-print", Summary = "A print of more than a hundred shares.")]
public sealed class BigPrint : Rule<Trade, Big>
{
    /// <summary>Shares that a print must exceed.</summary>
    [Parameter("Shares that a print must exceed.", Min = 0)]
    public double Over { get; init; } = 100;

    public override IObservable<Big> Query(EventStream<Trade> trades) =>
        from trade in trades where trade.Size > Over select new Big(trade.Price, trade.Size);

    public override IReadOnlyList<string> RecipientsOf(in Big derived) => derived.Size >= 500 ? Desk : [];

    private static readonly string[] Desk = ["desk"];
}

public readonly record struct Big(double Price, double Size);

/// <summary>Right, with an Rx operator that the engine does not have: it says the last, incomplete pair at the end of the input.</summary>
[Rule("print-pairs", Summary = "Two prints and what they come to.")]
public sealed class PrintPairs : Rule<Trade, Big>
{
    public override IObservable<Big> Query(EventStream<Trade> trades) =>
        trades.Buffer(2).Select(pair => new Big(pair[0].Price, pair.Sum(trade => trade.Size)));
}

/// <summary>Wrong on purpose: a variable that a lambda captures serves all keys.</summary>
[Rule("leaky-uptick", Summary = "A print above the one before it, of whatever symbol.")]
public sealed class LeakyUptick : Rule<Trade, Big>
{
    public override IObservable<Big> Query(EventStream<Trade> trades)
    {
        var last = 0.0;
        return trades
            .Where(trade =>
            {
                var isUp = trade.Price > last;
                last = trade.Price;
                return isUp;
            })
            .Select(trade => new Big(trade.Price, trade.Size));
    }
}

/// <summary>Wrong on purpose: a field outlives the run.</summary>
[Rule("first-ever", Summary = "The first print that the rule object ever saw.")]
public sealed class FirstEver : Rule<Trade, Big>
{
    private int seen;

    public override IObservable<Big> Query(EventStream<Trade> trades) =>
        from trade in trades where Interlocked.Increment(ref seen) == 1 select new Big(trade.Price, trade.Size);
}

/// <summary>Wrong on purpose: no payload that can be written, no summary, no fitting name.</summary>
[Rule("Nameless One")]
public sealed class Nameless : Rule<Trade, double>
{
    [Parameter(" ")]
    public int Count { get; init; }

    public override IObservable<double> Query(EventStream<Trade> trades) => from trade in trades select trade.Price;
}
