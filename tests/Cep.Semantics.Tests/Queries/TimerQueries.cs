namespace Cep.Semantics.Queries;

/// <summary>What became of an event that waited.</summary>
public readonly record struct Answered(double Price, bool Late, double Seconds);

[Rule("silent")]
public sealed class Silent : Rule<Trade, Number>
{
    public override IObservable<Number> Query(EventStream<Trade> trades) =>
        trades.Absent(TimeSpan.FromSeconds(5)).Select(silence => new Number(silence.Last.Price));
}

[Rule("silent-unless-empty")]
public sealed class SilentUnlessEmpty : Rule<Trade, Number>
{
    public override IObservable<Number> Query(EventStream<Trade> trades) =>
        trades.Absent(TimeSpan.FromSeconds(5), unless: trade => trade.Size == 0).Select(silence => new Number(silence.Last.Price));
}

[Rule("answered")]
public sealed class AnsweredInTime : Rule<Trade, Answered>
{
    public override IObservable<Answered> Query(EventStream<Trade> trades) =>
        trades.Timeout(TimeSpan.FromSeconds(5), from: trade => trade.Price > 0, until: (asked, said) => said.Price == -asked.Price)
            .Select(wait => new Answered(wait.Event.Price, wait.IsTimedOut, wait.Waited.TotalSeconds));
}

[Rule("each-second")]
public sealed class EachSecond : Rule<Trade, Number>
{
    public override IObservable<Number> Query(EventStream<Trade> trades) =>
        trades.Every(TimeSpan.FromSeconds(1), quietAfter: TimeSpan.FromSeconds(3)).Select(trade => new Number(trade.Price));
}

[Rule("each-second-unless-empty")]
public sealed class EachSecondUnlessEmpty : Rule<Trade, Number>
{
    public override IObservable<Number> Query(EventStream<Trade> trades) =>
        trades.Every(TimeSpan.FromSeconds(1), quietAfter: TimeSpan.FromHours(1), unless: trade => trade.Size == 0).Select(trade => new Number(trade.Price));
}
