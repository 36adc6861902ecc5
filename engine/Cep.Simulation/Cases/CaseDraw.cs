namespace Cep.Simulation;

/// <summary>Draws a case from its seed: everything in it comes from one generator.</summary>
internal sealed class CaseDraw
{
    private static readonly int[] BatchSizes = [1, 1, 2, 3, 7, 16, 64, 1024];

    /// <summary>Openings, closes and half days; a weekend on which clocks change; and times about the epoch, which no calendar knows.</summary>
    private static readonly (string Time, bool IsKnown)[] Beginnings =
    [
        ("2013-10-07T13:30:00Z", true), ("2013-10-07T13:30:00Z", true), ("2013-10-08T20:00:00Z", true), ("2013-11-29T18:00:00Z", true),
        ("2013-11-04T14:30:00Z", true), ("2013-11-03T05:59:00Z", true), ("2013-10-05T12:00:00Z", true), ("1970-01-01T00:00:00Z", false),
    ];

    private static readonly TimeSpan[] Units =
    [
        TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(7), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10),
    ];

    private readonly SeededRandom random;
    private readonly TimeSpan unit;
    private readonly EventTime beginning;
    private readonly bool isKnown;
    private readonly OperatorDraw draw;

    private CaseDraw(ulong seed)
    {
        random = new SeededRandom(seed);
        unit = Units[random.NextInt(Units.Length)];
        (var time, isKnown) = Beginnings[random.NextInt(Beginnings.Length)];
        beginning = EventTime.Parse(time) - unit * random.NextInt(20);
        draw = new OperatorDraw(random, unit, random.NextChance(0.5) ? 0 : 0.3);
    }

    public static SimulatedCase Of(ulong seed)
    {
        var draw = new CaseDraw(seed);
        var rules = new QueryDraw(draw.random, draw.draw, draw.isKnown).Rules();
        var (feeds, last) = new StreamDraw(draw.random, draw.unit, draw.beginning).Feeds();
        var simulated = new SimulatedCase { Seed = seed, Rules = rules, Feeds = feeds, Run = draw.DrawRun(last) };
        // With threads that read ahead the clock would not give the same heartbeats again.
        return simulated.IsLive ? simulated with { Run = simulated.Run with { ReadAhead = false } } : simulated;
    }

    private RunCase DrawRun(EventTime last)
    {
        var span = last - beginning;
        return new RunCase
        {
            Shards = 1 + random.NextInt(4),
            BatchSize = BatchSizes[random.NextInt(BatchSizes.Length)],
            QueueLength = 1 + random.NextInt(4),
            ReadAhead = random.NextChance(0.3),
            RoundSpan = random.NextChance(0.2) ? draw.Span() : TimeSpan.Zero,
            From = random.NextChance(0.1) ? beginning + span * random.NextDouble() * 0.5 : EventTime.MinValue,
            To = random.NextChance(0.1) ? beginning + span * (0.5 + random.NextDouble() * 0.5) : EventTime.MaxValue,
            StopAfter = random.NextChance(0.3) ? 1 + random.NextInt(12) : 0,
            ResumeAt = random.NextChance(0.6) ? beginning + span * random.NextDouble() : EventTime.MaxValue,
        };
    }
}
