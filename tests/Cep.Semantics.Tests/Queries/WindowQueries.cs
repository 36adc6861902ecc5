namespace Cep.Semantics.Queries;

[Rule("volume")]
public sealed class Volume : Rule<Trade, Windowed<double>>
{
    public override IObservable<Windowed<double>> Query(EventStream<Trade> trades) =>
        trades.Tumbling(TimeSpan.FromMinutes(1)).Sum(trade => trade.Size);
}

[Rule("close")]
public sealed class Close : Rule<Trade, Windowed<double>>
{
    public override IObservable<Windowed<double>> Query(EventStream<Trade> trades) =>
        trades.Tumbling(TimeSpan.FromMinutes(1)).Last(trade => trade.Price);
}

[Rule("bars")]
public sealed class Bars : Rule<Trade, Bar>
{
    public override IObservable<Bar> Query(EventStream<Trade> trades) =>
        trades.Tumbling(TimeSpan.FromMinutes(1)).Bars();
}

/// <summary>Consumes what <see cref="Volume"/> derives.</summary>
[Rule("rising-volume")]
public sealed class RisingVolume : Rule<Windowed<double>, Number>
{
    public override IObservable<Number> Query(EventStream<Windowed<double>> volumes) =>
        volumes.Pairwise().Where(pair => pair.Current.Value > pair.Previous.Value).Select(pair => new Number(pair.Current.Value));
}
