namespace Cep.Throughput;

/// <summary>Seven ticks of a symbol one after another: three falls, then three rises, within a minute.</summary>
[Rule("throughput-seven-ticks")]
public sealed class SevenTicksRule : Rule<Trade, double>
{
    /// <summary>The last tick is less than this after the first one: a minute and the least step of a time span.</summary>
    internal const long WithinNanos = 60L * 1_000_000_000 + 100;

    private static readonly Pattern<SevenTicks> Pattern = Cep.Pattern.Of<SevenTicks>()
        .Begin(m => m.Start)
        .Next(m => m.Falls, (trade, m) => trade.Price < m.All.Last.Price).Times(3).Consecutive()
        .Next(m => m.Rises, (trade, m) => trade.Price > m.All.Last.Price).Times(3).Consecutive()
        .Within(TimeSpan.FromTicks(WithinNanos / 100))
        .NoSkip(EventUse.Shared);

    /// <inheritdoc/>
    public override IObservable<double> Query(EventStream<Trade> events) => events.Match(Pattern).Select(m => m.Rises.Last.Price);
}

/// <summary>The match of <see cref="SevenTicksRule"/>.</summary>
public sealed class SevenTicks
{
    /// <summary>The first tick.</summary>
    public Stage<Trade> Start { get; } = new();

    /// <summary>Three falls.</summary>
    public Stage<Trade> Falls { get; } = new();

    /// <summary>Three rises.</summary>
    public Stage<Trade> Rises { get; } = new();

    /// <summary>All of them.</summary>
    public AllStages<Trade> All { get; } = new();
}
