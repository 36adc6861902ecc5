using System.Reactive.Linq;

namespace Cep.Semantics.Queries;

[Rule("pair-volume")]
public sealed class PairVolume : Rule<Trade, Number>
{
    public override IObservable<Number> Query(EventStream<Trade> trades) =>
        trades.Buffer(2).Select(pair => new Number(pair.Sum(trade => trade.Size)));
}

[Rule("quiet-price")]
public sealed class QuietPrice : Rule<Trade, Number>
{
    public override IObservable<Number> Query(EventStream<Trade> trades) =>
        trades.Throttle(TimeSpan.FromSeconds(5), trades.Scheduler).Select(trade => new Number(trade.Price));
}

[Rule("buffered-volume")]
public sealed class BufferedVolume : Rule<Trade, Number>
{
    public override IObservable<Number> Query(EventStream<Trade> trades) =>
        trades.Buffer(TimeSpan.FromSeconds(10), trades.Scheduler).Select(list => new Number(list.Sum(trade => trade.Size)));
}

[Rule("delayed")]
public sealed class Delayed : Rule<Trade, Number>
{
    public override IObservable<Number> Query(EventStream<Trade> trades) =>
        trades.Delay(TimeSpan.FromSeconds(10), trades.Scheduler).Select(trade => new Number(trade.Price));
}

[Rule("ticks")]
public sealed class Ticks : Rule<Trade, Number>
{
    public override IObservable<Number> Query(EventStream<Trade> trades) =>
        Observable.Interval(TimeSpan.FromSeconds(5), trades.Scheduler).TakeUntil(trades.Where(trade => trade.Size == 0)).Select(tick => new Number(tick));
}

[Rule("first-of-all")]
public sealed class FirstOfAll : Rule<Trade, Number>
{
    public override IObservable<Number> Query(EventStream<Trade> trades) =>
        Observable.Return(new Number(-1), trades.Scheduler).Concat(trades.Select(trade => new Number(trade.Price)));
}
