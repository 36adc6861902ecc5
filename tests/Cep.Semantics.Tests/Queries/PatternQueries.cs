namespace Cep.Semantics.Queries;

/// <summary>The stages of the patterns of the document: a price below 10 and one above.</summary>
public sealed class Turn
{
    public Stage<Trade> Low { get; } = new();

    public Stage<Trade> High { get; } = new();
}

/// <summary>The prices of a match.</summary>
public readonly record struct Turned(double Low, double High);

/// <summary>A stage that was reached.</summary>
public readonly record struct Reached(string Stage);

[Rule("turn-next")]
public sealed class TurnNext : Rule<Trade, Turned>
{
    public override IObservable<Turned> Query(EventStream<Trade> trades) =>
        trades.Match(Pattern.Of<Turn>().Begin(m => m.Low, trade => trade.Price < 10)
            .Next(m => m.High, trade => trade.Price > 10)
            .NoSkip(EventUse.Shared)).Select(m => new Turned(m.Low.Last.Price, m.High.Last.Price));
}

[Rule("turn-followed")]
public sealed class TurnFollowed : Rule<Trade, Turned>
{
    public override IObservable<Turned> Query(EventStream<Trade> trades) =>
        trades.Match(Pattern.Of<Turn>().Begin(m => m.Low, trade => trade.Price < 10)
            .FollowedBy(m => m.High, trade => trade.Price > 10)
            .Within(TimeSpan.FromSeconds(5)).NoSkip(EventUse.Shared)).Select(m => new Turned(m.Low.Last.Price, m.High.Last.Price));
}

[Rule("turn-followed-by-any")]
public sealed class TurnFollowedByAny : Rule<Trade, Turned>
{
    public override IObservable<Turned> Query(EventStream<Trade> trades) =>
        trades.Match(Pattern.Of<Turn>().Begin(m => m.Low, trade => trade.Price < 10)
            .FollowedByAny(m => m.High, trade => trade.Price > 10)
            .Within(TimeSpan.FromSeconds(5)).NoSkip(EventUse.Shared)).Select(m => new Turned(m.Low.Last.Price, m.High.Last.Price));
}

[Rule("turn-to-next")]
public sealed class TurnToNext : Rule<Trade, Turned>
{
    public override IObservable<Turned> Query(EventStream<Trade> trades) =>
        trades.Match(Pattern.Of<Turn>().Begin(m => m.Low, trade => trade.Price < 10)
            .FollowedByAny(m => m.High, trade => trade.Price > 10)
            .Within(TimeSpan.FromSeconds(5)).SkipToNext(EventUse.Shared)).Select(m => new Turned(m.Low.Last.Price, m.High.Last.Price));
}

[Rule("turn-past-last")]
public sealed class TurnPastLast : Rule<Trade, Turned>
{
    public override IObservable<Turned> Query(EventStream<Trade> trades) =>
        trades.Match(Pattern.Of<Turn>().Begin(m => m.Low, trade => trade.Price < 10)
            .FollowedByAny(m => m.High, trade => trade.Price > 10)
            .Within(TimeSpan.FromSeconds(5)).SkipPastLast()).Select(m => new Turned(m.Low.Last.Price, m.High.Last.Price));
}

[Rule("recovered")]
public sealed class Recovered : Rule<Trade, Turned>
{
    public override IObservable<Turned> Query(EventStream<Trade> trades) =>
        trades.Match(Pattern.Of<Turn>().Begin(m => m.Low, trade => trade.Price < 10)
            .FollowedBy(m => m.High, (trade, m) => trade.Price >= 20 - m.Low.Last.Price)
            .Within(TimeSpan.FromSeconds(5)).SkipPastLast()).Select(m => new Turned(m.Low.Last.Price, m.High.Last.Price));
}

[Rule("no-recovery")]
public sealed class NoRecovery : Rule<Trade, Number>
{
    public override IObservable<Number> Query(EventStream<Trade> trades) =>
        trades.Match(Pattern.Of<Turn>().Begin(m => m.Low, trade => trade.Price < 10)
            .NotFollowedBy(m => m.High, trade => trade.Price > 10)
            .Within(TimeSpan.FromSeconds(5)).NoSkip(EventUse.Shared)).Select(m => new Number(m.Low.Last.Price));
}

[Rule("half-turn")]
public sealed class HalfTurn : Rule<Trade, Reached>
{
    public override IObservable<Reached> Query(EventStream<Trade> trades) =>
        trades.Match(Pattern.Of<Turn>().Begin(m => m.Low, trade => trade.Price < 10)
            .FollowedBy(m => m.High, trade => trade.Price > 10).Times(2)
            .Within(TimeSpan.FromSeconds(5)).NoSkip(EventUse.Shared)).TimedOut(late => new Reached(late.Reached));
}

[Rule("lows")]
public sealed class Lows : Rule<Trade, Number>
{
    public override IObservable<Number> Query(EventStream<Trade> trades) =>
        trades.Match(Pattern.Of<Turn>().Begin(m => m.Low, trade => trade.Price < 10).OneOrMore().Consecutive()
            .Within(TimeSpan.FromSeconds(5)).NoSkip(EventUse.Shared)).Select(m => new Number(m.Low.Count));
}

[Rule("greedy-lows")]
public sealed class GreedyLows : Rule<Trade, Number>
{
    public override IObservable<Number> Query(EventStream<Trade> trades) =>
        trades.Match(Pattern.Of<Turn>().Begin(m => m.Low, trade => trade.Price < 10).OneOrMore().Greedy()
            .FollowedBy(m => m.High)
            .Within(TimeSpan.FromSeconds(5)).SkipPastLast()).Select(m => new Number(m.Low.Count));
}

[Rule("turn-count")]
public sealed class TurnCount : Rule<Trade, Number>
{
    public override IObservable<Number> Query(EventStream<Trade> trades) =>
        trades.Match(Pattern.Of<Turn>().Begin(m => m.Low, trade => trade.Price < 10)
            .FollowedByAny(m => m.High, trade => trade.Price > 10)
            .Within(TimeSpan.FromSeconds(5)).NoSkip(EventUse.Shared)).Count()
            .Select(count => new Number((double)count));
}

[Rule("turn-sum")]
public sealed class TurnSum : Rule<Trade, Number>
{
    public override IObservable<Number> Query(EventStream<Trade> trades) =>
        trades.Match(Pattern.Of<Turn>().Begin(m => m.Low, trade => trade.Price < 10)
            .FollowedByAny(m => m.High, trade => trade.Price > 10)
            .Within(TimeSpan.FromSeconds(5)).NoSkip(EventUse.Shared)).Sum(m => m.Low, trade => trade.Price)
            .Select(sum => new Number(sum));
}

[Rule("turn-count-all-consumed")]
public sealed class TurnCountAllConsumed : Rule<Trade, Number>
{
    public override IObservable<Number> Query(EventStream<Trade> trades) =>
        trades.Match(Pattern.Of<Turn>().Begin(m => m.Low, trade => trade.Price < 10)
            .FollowedByAny(m => m.High, trade => trade.Price > 10)
            .Within(TimeSpan.FromSeconds(5)).NoSkip(EventUse.AllConsumed)).Count()
            .Select(count => new Number((double)count));
}
