using CsCheck;

namespace Cep.Feeds.Files.Tests;

/// <summary>Random events within the bounds of what an event may be.</summary>
internal static class RandomTicks
{
    private static readonly Gen<EventTime> Time = Gen.Long[long.MinValue + 1, long.MaxValue - 1].Select(nanos => new EventTime(nanos));
    private static readonly Gen<Symbol> Symbols = Gen.OneOf(new[] { "IBM", "AIG", "BRK.B", "ÖMV", "a,b", "x\"y", "日本" }.Select(Gen.Const).ToArray()).Select(Symbol.Of);
    private static readonly Gen<double> Number = Gen.Double.Where(double.IsFinite);
    private static readonly Gen<double> Amount = Gen.Double[0, 1e300];
    private static readonly Gen<char> Exchange = Gen.OneOf(new[] { '\0', 'Q', 'P', 'é' }.Select(Gen.Const).ToArray());

    private static readonly Gen<IEvent> Trades =
        Gen.Select(Time, Symbols, Number, Amount, Gen.UInt, Exchange, Gen.Bool)
            .Select(t => (IEvent)new Trade(t.Item1, t.Item2, t.Item3, t.Item4, (TradeConditions)t.Item5, t.Item6, t.Item7));

    private static readonly Gen<IEvent> Quotes =
        Gen.Select(Time, Symbols, Gen.Select(Number, Amount, Number, Amount), Gen.UInt, Exchange, Gen.Bool)
            .Select(t => (IEvent)new Quote(t.Item1, t.Item2, t.Item3.Item1, t.Item3.Item2, t.Item3.Item3, t.Item3.Item4, t.Item4, t.Item5, t.Item6));

    private static readonly Gen<IEvent> Statuses =
        Gen.Select(Time, Symbols, Gen.Enum<TradingState>(), Exchange)
            .Select(t => (IEvent)new MarketStatus(t.Item1, t.Item2, t.Item3, t.Item4));

    /// <summary>Files with any of the kinds.</summary>
    public static Gen<(TickKinds Kinds, IEvent[] Events)> Files { get; } =
        Gen.Int[1, 7].SelectMany(bits => Events((TickKinds)bits).Array[0, 300].Select(events => ((TickKinds)bits, events)));

    private static Gen<IEvent> Events(TickKinds kinds) => Gen.OneOf(
        new[] { (TickKinds.Trades, Trades), (TickKinds.Quotes, Quotes), (TickKinds.Statuses, Statuses) }
            .Where(kind => kinds.HasFlag(kind.Item1))
            .Select(kind => kind.Item2)
            .ToArray());
}
