namespace Cep.Semantics.Queries;

/// <summary>A key that is quiet for a minute is forgotten.</summary>
[Rule("volume-of-late")]
public sealed class VolumeOfLate : Rule<Trade, Number>
{
    public override TimeSpan? ForgetQuietKeysAfter => TimeSpan.FromMinutes(1);

    public override IObservable<Number> Query(EventStream<Trade> trades) =>
        trades.Scan(0.0, (volume, trade) => volume + trade.Size).Select(volume => new Number(volume));
}

/// <summary>A key that is quiet for ten seconds is forgotten, but not while its window is open.</summary>
[Rule("sum-of-volumes")]
public sealed class SumOfVolumes : Rule<Trade, Number>
{
    public override TimeSpan? ForgetQuietKeysAfter => TimeSpan.FromSeconds(10);

    public override IObservable<Number> Query(EventStream<Trade> trades) =>
        trades.Tumbling(TimeSpan.FromMinutes(1)).Sum(trade => trade.Size).Scan(0.0, (sum, window) => sum + window.Value).Select(sum => new Number(sum));
}
