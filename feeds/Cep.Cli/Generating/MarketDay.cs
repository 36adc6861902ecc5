using Cep.Simulation;

namespace Cep.Cli;

/// <summary>
/// Synthetic trading days of New York: ticks in time order, U-shaped days, Zipf activity, prices on a grid of cents, with
/// planted patterns. Memory holds one minute at a time, however many ticks there are.
/// </summary>
internal sealed class MarketDay
{
    private const int BatchRows = 4096;
    private const int MillisPerMinute = 60_000;
    private const long NanosPerMilli = 1_000_000;
    private const double QuoteShare = 0.75;
    private readonly MarketDayOptions options;
    private readonly SeededRandom random;
    private readonly SymbolWalk[] walks;
    private readonly double[] activityUpTo;
    private readonly TickMaker maker;
    private readonly EventBatch batch = new();
    private long made;

    public MarketDay(MarketDayOptions options)
    {
        this.options = options;
        random = new SeededRandom(options.Seed);
        maker = new TickMaker(random);
        Plan = new PatternPlan(options, random);
        walks = new SymbolWalk[options.Symbols];
        activityUpTo = new double[options.Symbols];
        var sum = 0.0;
        for (var rank = 0; rank < walks.Length; rank++)
        {
            walks[rank] = new SymbolWalk(Symbol.Of(SymbolNames.Of(rank)), Plan.Of(rank), random);
            activityUpTo[rank] = sum += 1.0 / (rank + 1);
        }
    }

    /// <summary>What is planted; the times are known once the ticks were made.</summary>
    public PatternPlan Plan { get; }

    /// <summary>Makes the ticks and hands them over batch by batch. Call it once.</summary>
    public void Generate(Action<EventBatch> onBatch, CancellationToken stop)
    {
        var weights = Enumerable.Range(0, NewYorkHours.Minutes * options.Days).Select(NewYorkHours.ActivityOf).ToArray();
        var total = weights.Sum();
        var passed = 0.0;
        for (var minute = 0; minute < weights.Length; minute++)
        {
            stop.ThrowIfCancellationRequested();
            passed += weights[minute];
            var due = minute == weights.Length - 1 ? options.Ticks : (long)(options.Ticks * (passed / total));
            foreach (var walk in walks) walk.Step(minute, random);
            MakeMinute(options.StartOf(minute), minute, (int)(due - made), onBatch);
            made = due;
        }

        Flush(onBatch);
    }

    private void MakeMinute(EventTime start, int minute, int ticks, Action<EventBatch> onBatch)
    {
        var millis = new int[ticks];
        for (var i = 0; i < ticks; i++) millis[i] = random.NextInt(MillisPerMinute);
        Array.Sort(millis);
        foreach (var milli in millis)
        {
            var walk = PickSymbol();
            var time = new EventTime(start.Nanos + milli * NanosPerMilli);
            var part = milli / (double)MillisPerMinute;
            if (options.Quotes && random.NextChance(QuoteShare)) batch.Add(maker.Quote(walk, time, part), -1);
            else batch.Add(maker.Trade(walk, time, minute, part), -1);
            if (batch.Count == BatchRows) Flush(onBatch);
        }
    }

    private SymbolWalk PickSymbol()
    {
        var at = Array.BinarySearch(activityUpTo, random.NextDouble() * activityUpTo[^1]);
        return walks[Math.Min(at < 0 ? ~at : at + 1, walks.Length - 1)];
    }

    private void Flush(Action<EventBatch> onBatch)
    {
        if (batch.Count > 0) onBatch(batch);
        batch.Clear();
    }
}
