namespace Cep.Semantics.Queries;

[Rule("lows-first")]
public sealed class LowsFirst : Rule<Trade, Turned>
{
    public override IObservable<Turned> Query(EventStream<Trade> trades) =>
        trades.Match(Pattern.Of<Turn>().Begin(m => m.Low, trade => trade.Price < 10).OneOrMore().AllowCombinations()
            .FollowedByAny(m => m.High, trade => trade.Price > 10)
            .Within(TimeSpan.FromSeconds(5)).NoSkip(EventUse.Shared)).First(1).Select(m => new Turned(m.Low.Count, m.High.Last.Price));
}

[Rule("lows-last")]
public sealed class LowsLast : Rule<Trade, Turned>
{
    public override IObservable<Turned> Query(EventStream<Trade> trades) =>
        trades.Match(Pattern.Of<Turn>().Begin(m => m.Low, trade => trade.Price < 10).OneOrMore().AllowCombinations()
            .FollowedByAny(m => m.High, trade => trade.Price > 10)
            .Within(TimeSpan.FromSeconds(5)).NoSkip(EventUse.Shared)).Last().Select(m => new Turned(m.Low.Count, m.High.Last.Price));
}

[Rule("lows-maximal")]
public sealed class LowsMaximal : Rule<Trade, Turned>
{
    public override IObservable<Turned> Query(EventStream<Trade> trades) =>
        trades.Match(Pattern.Of<Turn>().Begin(m => m.Low, trade => trade.Price < 10).OneOrMore().AllowCombinations()
            .FollowedByAny(m => m.High, trade => trade.Price > 10)
            .Within(TimeSpan.FromSeconds(5)).NoSkip(EventUse.Shared)).Maximal().Select(m => new Turned(m.Low.Count, m.High.Last.Price));
}

[Rule("quiet-or-falling-count")]
public sealed class QuietOrFallingCount : Rule<Trade, Number>
{
    public override IObservable<Number> Query(EventStream<Trade> trades) =>
        trades.Match(Pattern.Of<Turn>()
            .Begin(g => g.Either(
                quiet => quiet.Begin(m => m.Low, trade => trade.Price < 10).NotFollowedBy(m => m.High, trade => trade.Price > 10),
                falling => falling.Begin(m => m.Low, trade => trade.Price < 10).Times(2).Consecutive()))
            .Within(TimeSpan.FromSeconds(5)).NoSkip(EventUse.Shared)).Count()
            .Select(count => new Number((double)count));
}

[Rule("quiet-or-falling-last")]
public sealed class QuietOrFallingLast : Rule<Trade, Number>
{
    public override IObservable<Number> Query(EventStream<Trade> trades) =>
        trades.Match(Pattern.Of<Turn>()
            .Begin(g => g.Either(
                quiet => quiet.Begin(m => m.Low, trade => trade.Price < 10).NotFollowedBy(m => m.High, trade => trade.Price > 10),
                falling => falling.Begin(m => m.Low, trade => trade.Price < 10).Times(2).Consecutive()))
            .Within(TimeSpan.FromSeconds(5)).NoSkip(EventUse.Shared)).Last().Select(m => new Number(m.Low.Last.Price));
}
