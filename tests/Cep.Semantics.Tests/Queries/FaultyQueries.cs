using System.Reactive.Linq;

namespace Cep.Semantics.Queries;

/// <summary>Throws where a size is 0.</summary>
[Rule("whole-price")]
public sealed class WholePrice : Rule<Trade, Number>
{
    public override IObservable<Number> Query(EventStream<Trade> trades) =>
        trades.Scan(0L, (sum, trade) => sum + (long)trade.Price / (long)trade.Size).Select(sum => new Number(sum));
}

[Rule("whole-price-twice")]
public sealed class WholePriceUntilSecondFault : Rule<Trade, Number>
{
    public override FaultPolicy FaultPolicy => FaultPolicy.QuarantineAfter(2);

    public override IObservable<Number> Query(EventStream<Trade> trades) =>
        trades.Select(trade => new Number((long)trade.Price / (long)trade.Size));
}

[Rule("foreign-fault")]
public sealed class ForeignFault : Rule<Trade, Number>
{
    public override IObservable<Number> Query(EventStream<Trade> trades) =>
        Observable.Scan(trades, 0L, (sum, trade) => sum + (long)trade.Price / (long)trade.Size).Select(sum => new Number(sum));
}
