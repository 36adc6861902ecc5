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

/// <summary>What waits for an event is forgotten with its key.</summary>
[Rule("forgotten-turn")]
public sealed class ForgottenTurn : Rule<Trade, Turned>
{
    public override TimeSpan? ForgetQuietKeysAfter => TimeSpan.FromSeconds(10);

    public override IObservable<Turned> Query(EventStream<Trade> trades) =>
        trades.Match(Pattern.Of<Turn>().Begin(m => m.Low, trade => trade.Price < 10)
            .FollowedBy(m => m.High, trade => trade.Price > 10)
            .Within(TimeSpan.FromMinutes(1)).SkipPastLast()).Select(m => new Turned(m.Low.Last.Price, m.High.Last.Price));
}

/// <summary>What waits for its time is not.</summary>
[Rule("awaited-silence")]
public sealed class AwaitedSilence : Rule<Trade, Turned>
{
    public override TimeSpan? ForgetQuietKeysAfter => TimeSpan.FromSeconds(10);

    public override IObservable<Turned> Query(EventStream<Trade> trades) =>
        trades.Match(Pattern.Of<Turn>().Begin(m => m.Low, trade => trade.Price < 10)
            .NotFollowedBy(m => m.High, trade => trade.Price > 20)
            .Within(TimeSpan.FromMinutes(1)).NoSkip(EventUse.Shared)).Select(m => new Turned(m.Low.Last.Price, m.High.Count));
}
