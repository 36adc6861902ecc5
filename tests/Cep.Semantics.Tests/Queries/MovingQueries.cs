namespace Cep.Semantics.Queries;

[Rule("last-10-seconds")]
public sealed class LastTenSeconds : Rule<Trade, Windowed<double>>
{
    public override IObservable<Windowed<double>> Query(EventStream<Trade> trades) =>
        trades.Sliding(TimeSpan.FromSeconds(10)).Sum(trade => trade.Size);
}

[Rule("last-10-seconds-on-enter")]
public sealed class LastTenSecondsOnEnter : Rule<Trade, Windowed<double>>
{
    public override IObservable<Windowed<double>> Query(EventStream<Trade> trades) =>
        trades.Sliding(TimeSpan.FromSeconds(10)).OnlyOnEnter().Sum(trade => trade.Size);
}

[Rule("bursts")]
public sealed class Bursts : Rule<Trade, Windowed<double>>
{
    public override IObservable<Windowed<double>> Query(EventStream<Trade> trades) =>
        trades.Session(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(12)).Sum(trade => trade.Size);
}

[Rule("every-3-trades")]
public sealed class EveryThreeTrades : Rule<Trade, Windowed<double>>
{
    public override IObservable<Windowed<double>> Query(EventStream<Trade> trades) =>
        trades.CountTumbling(3).Sum(trade => trade.Size);
}

[Rule("last-3-trades")]
public sealed class LastThreeTrades : Rule<Trade, Windowed<double>>
{
    public override IObservable<Windowed<double>> Query(EventStream<Trade> trades) =>
        trades.CountSliding(3, 2).Sum(trade => trade.Size);
}

[Rule("early-volume")]
public sealed class EarlyVolume : Rule<Trade, Windowed<double>>
{
    public override IObservable<Windowed<double>> Query(EventStream<Trade> trades) =>
        trades.Tumbling(TimeSpan.FromMinutes(1)).EarlyEvery(TimeSpan.FromSeconds(20)).Sum(trade => trade.Size);
}
