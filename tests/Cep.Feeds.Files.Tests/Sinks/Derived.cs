namespace Cep.Feeds.Files.Tests;

internal enum Side
{
    Bearish,
    Bullish,
}

internal readonly record struct Breakout(double Close, Side Side, EventTime At, Symbol Symbol, TimeSpan Length, string? Note, int[] Last);

internal readonly record struct Spike(long Volume, bool Big);

/// <summary>Derived events as the engine would hand them over.</summary>
internal static class Derived
{
    public static readonly RuleIdentity BreakoutRule = new("ema-breakout", 1, typeof(Breakout));
    public static readonly RuleIdentity SpikeRule = new("volume-spike", 2, typeof(Spike));

    private static readonly EventTime Time = EventTime.Parse("2013-10-07T13:35:00Z");

    public static void Write(ISink sink)
    {
        var time = EventTime.Parse("2013-10-07T13:30:00Z");
        var payload = new Payload<Breakout>();
        payload.Add(new Breakout(181.25, Side.Bullish, time, Symbol.Of("IBM"), TimeSpan.FromMinutes(5), null, [1, 2]));
        sink.Write(new DerivedEvent(payload, 0)
        {
            Id = new EventId(0xabcd),
            Rule = BreakoutRule,
            Key = "IBM",
            Time = Time,
            Status = DerivedStatus.Final,
            Causes = new Causes(17, 212, 196),
            Recipients = [],
        });
    }

    public static void WriteSpike(ISink sink)
    {
        var payload = new Payload<Spike>();
        payload.Add(new Spike(1_000_000, true));
        sink.Write(new DerivedEvent(payload, 0)
        {
            Id = new EventId(1),
            Rule = SpikeRule,
            Key = "AIG",
            Time = Time,
            Status = DerivedStatus.Provisional,
            Causes = Causes.Of(3),
            Recipients = [],
        });
    }
}
