namespace Cep.Live;

/// <summary>Ticks of one Kafka partition without end, of its own symbols, a millisecond after one another. The same partition gives the same.</summary>
/// <param name="partition">Which.</param>
internal sealed class SoakTicks(int partition)
{
    private const int Symbols = 20;
    private const long StartNanos = 1_700_000_000_000_000_000;
    private readonly Random random = new(partition);
    private readonly Symbol[] symbols = [.. Enumerable.Range(0, Symbols).Select(number => Symbol.Of($"S{partition}{number:D2}"))];
    private readonly double[] prices = [.. Enumerable.Repeat(100.0, Symbols)];

    /// <summary>How many were drawn.</summary>
    public long Count { get; private set; }

    /// <summary>Draws the next one: prices wander in cents, and now and then a trade is large.</summary>
    public Trade Next()
    {
        var symbol = (int)(Symbols * Math.Pow(random.NextDouble(), 2));
        prices[symbol] = Math.Clamp(prices[symbol] + random.Next(-5, 6) / 100.0, 50, 150);
        var size = random.Next(500) == 0 ? 5_000 : 1 + random.Next(100);
        return new Trade(new EventTime(StartNanos + Count++ * 1_000_000), symbols[symbol], Math.Round(prices[symbol], 2), size);
    }

    /// <summary>The first of them as a feed after which more may come.</summary>
    public static IFeed Feed(int partition, long count) => new OpenFeed(new SoakTicks(partition), count);

    private sealed class OpenFeed(SoakTicks ticks, long count) : IFeed, IFeedReader
    {
        public string Name => "ticks";

        public EventTime Earliest => EventTime.MinValue;

        public long Length => 0;

        public long BytesRead => 0;

        public IFeedReader Open() => this;

        public bool Read(EventBatch batch, int maxRows)
        {
            while (ticks.Count < count && batch.Count < maxRows) batch.Add(ticks.Next(), ticks.Count);
            return true;
        }

        public void Dispose()
        {
        }
    }
}
