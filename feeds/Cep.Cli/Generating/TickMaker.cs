using Cep.Simulation;

namespace Cep.Cli;

/// <summary>Makes single trades and quotes of a symbol.</summary>
internal sealed class TickMaker(SeededRandom random)
{
    private const int RoundLot = 100;
    private const double SpikeFactor = 10;

    /// <summary>Minutes of a breakout whose volume spikes: one in so many.</summary>
    private const int BreakoutSpikeEvery = 6;

    private const int AuctionLots = 50;
    private const string Venues = "NPQZKXD";

    public Trade Trade(SymbolWalk walk, EventTime time, int minute, double partOfMinute)
    {
        var price = walk.PriceAt(partOfMinute, random);
        var size = SizeOf();
        var conditions = ConditionsOf(minute);
        if (AuctionAt(walk, minute) is { } auction)
        {
            conditions = auction;
            size = RoundLot * AuctionLots + size * 20;
        }

        foreach (var pattern in walk.Patterns)
        {
            if (pattern.Covers(minute)) size = Plant(pattern, time, minute, size);
        }

        if (size < RoundLot) conditions |= TradeConditions.OddLot;
        return new Trade(time, walk.Symbol, price, size, conditions, Venues[random.NextInt(Venues.Length)]);
    }

    public Quote Quote(SymbolWalk walk, EventTime time, double partOfMinute)
    {
        var bid = walk.PriceAt(partOfMinute, random);
        var ask = Math.Round(bid * 100 + 1 + random.NextInt(3)) / 100;
        return new Quote(time, walk.Symbol, bid, Lots(), ask, Lots(), 0, Venues[random.NextInt(Venues.Length)]);
    }

    /// <summary>A symbol's first print after the market opens is its opening print, the first after it closes its closing print.</summary>
    private static TradeConditions? AuctionAt(SymbolWalk walk, int minute)
    {
        var (day, ofDay) = Math.DivRem(minute, NewYorkHours.Minutes);
        var made = walk.AuctionsMade;
        if (NewYorkHours.IsRegular(minute) && made.Opening < day)
        {
            walk.AuctionsMade = made with { Opening = day };
            return TradeConditions.Opening;
        }

        if (ofDay < NewYorkHours.Close || made.Closing >= day) return null;
        walk.AuctionsMade = made with { Closing = day };
        return TradeConditions.Closing;
    }

    private static double Plant(PlantedPattern pattern, EventTime time, int minute, double size)
    {
        var isFirst = pattern.Time is null;
        if (pattern.Kind == PatternKind.BlockTrade && !isFirst) return size;
        pattern.Time ??= time;
        var planted = pattern.Kind switch
        {
            PatternKind.BlockTrade => 20_000 + size * 10,
            PatternKind.Breakout when (minute - pattern.Minute) % BreakoutSpikeEvery != 0 => size,
            _ => Math.Max(RoundLot, size) * SpikeFactor,
        };
        pattern.Shares += planted;
        return planted;
    }

    private static TradeConditions Session(int minute) =>
        NewYorkHours.IsRegular(minute) ? TradeConditions.None : TradeConditions.ExtendedHours;

    private TradeConditions ConditionsOf(int minute) =>
        Session(minute) | (random.NextChance(0.1) ? TradeConditions.IntermarketSweep : TradeConditions.None);

    private double SizeOf() => random.NextChance(0.12) ? 1 + random.NextInt(RoundLot - 1) : Lots();

    /// <summary>Log-normal with a median of one and a half round lots.</summary>
    private double Lots() => RoundLot * Math.Max(1, Math.Floor(1.5 * Exp(0.7 * random.NextGaussian())));

    /// <summary>e^x by (1 + x/1024)^1024: near enough, and the same on every platform.</summary>
    private static double Exp(double x)
    {
        var power = 1 + x / 1024;
        for (var i = 0; i < 10; i++) power *= power;
        return power;
    }
}
