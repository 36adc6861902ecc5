namespace Cep.Semantics.Queries;

/// <summary>A derived event that is one number.</summary>
public readonly record struct Number(double Value);

[Rule("large")]
public sealed class Large : Rule<Trade, Number>
{
    public override IObservable<Number> Query(EventStream<Trade> trades) =>
        from trade in trades where trade.Size >= 1000 select new Number(trade.Size);
}

[Rule("running-volume")]
public sealed class RunningVolume : Rule<Trade, Number>
{
    public override IObservable<Number> Query(EventStream<Trade> trades) =>
        trades.Scan(0.0, (volume, trade) => volume + trade.Size).Select(volume => new Number(volume));
}

[Rule("volume-by-letter")]
public sealed class VolumeByLetter : Rule<Trade, Number>
{
    public override IObservable<Number> Query(EventStream<Trade> trades) =>
        trades.PartitionBy(trade => trade.Symbol.Name[..1]).Scan(0.0, (volume, trade) => volume + trade.Size).Select(volume => new Number(volume));
}

[Rule("closings")]
public sealed class Closings : Rule<Trade, Number>
{
    public override IObservable<Number> Query(EventStream<Trade> trades) =>
        trades.Tumbling(TimeSpan.FromMinutes(1)).Sum(trade => trade.Size).PartitionBy(_ => "all").Scan(0.0, (digits, window) => digits * 10 + window.Value).Select(digits => new Number(digits));
}

[Rule("changes")]
public sealed class Changes : Rule<Trade, Number>
{
    public override IObservable<Number> Query(EventStream<Trade> trades) =>
        trades.DistinctUntilChanged(trade => trade.Price).Pairwise((before, now) => new Number(now.Price - before.Price));
}

[Rule("ema")]
public sealed class EmaFromZero : Rule<Trade, Number>
{
    public override IObservable<Number> Query(EventStream<Trade> trades) =>
        trades.Ema(3, trade => trade.Price).Select(average => new Number(average));
}

[Rule("above-10")]
public sealed class AboveTen : Rule<Trade, Number>
{
    public override IObservable<Number> Query(EventStream<Trade> trades) =>
        trades.CrossesAbove(trade => trade.Price, trade => 10).Select(trade => new Number(trade.Price));
}

[Rule("twice")]
public sealed class Twice : Rule<Trade, Number>
{
    public override IObservable<Number> Query(EventStream<Trade> trades) =>
        trades.SelectMany(trade => new[] { trade.Price, trade.Size }).Select(number => new Number(number));
}
