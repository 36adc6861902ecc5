namespace Cep.Readme.Snippets;

/// <summary>The stages of a dip.</summary>
public sealed class Dip
{
    public Stage<Trade> Falls { get; } = new();
    public Stage<Trade> Rises { get; } = new();
}

/// <summary>How far a dip went and how far it recovered.</summary>
public readonly record struct Recovery(double Low, double Price);

/// <summary>The price falls three times or more and then rises three times, within a minute.</summary>
[Rule("dip")]
public sealed class DipRule : Rule<Trade, Recovery>
{
    private static readonly Pattern<Dip> Pattern = Cep.Pattern.Of<Dip>()
        .Begin(m => m.Falls, (trade, m) => m.Falls.IsEmpty || trade.Price < m.Falls.Last.Price).TimesOrMore(4).Consecutive()
        .Next(m => m.Rises, (trade, m) => trade.Price > (m.Rises.IsEmpty ? m.Falls : m.Rises).Last.Price).Times(3).Consecutive()
        .Within(TimeSpan.FromSeconds(60))
        .SkipPastLast();

    public override IObservable<Recovery> Query(EventStream<Trade> trades) =>
        from m in trades.Match(Pattern) select new Recovery(m.Falls.Last.Price, m.Rises.Last.Price);
}

/// <summary>Of the dips that end with the same trade, the last one.</summary>
[Rule("last-dip")]
public sealed class LastDipRule : Rule<Trade, Recovery>
{
    public override IObservable<Recovery> Query(EventStream<Trade> trades)
    {
        var pattern = Pattern.Of<Dip>()
            .Begin(m => m.Falls, (trade, m) => m.Falls.IsEmpty || trade.Price < m.Falls.Last.Price).OneOrMore().AllowCombinations()
            .FollowedBy(m => m.Rises, (trade, m) => trade.Price > m.Falls.Last.Price)
            .Within(TimeSpan.FromSeconds(60))
            .NoSkip(EventUse.Shared);
        return trades.Match(pattern).Last().Select(m => new Recovery(m.Falls.Last.Price, m.Rises.Last.Price));
    }
}
