namespace Cep.Cli;

/// <summary>The ticks of the demonstration: a synthetic day, spread over Kafka partitions by symbol.</summary>
internal sealed class DemoTicks
{
    private readonly List<Trade> all = [];

    public DemoTicks(MarketDayOptions day, int partitions, CancellationToken stop)
    {
        Partitions = partitions;
        new MarketDay(day).Generate(batch => all.AddRange(batch.Of<Trade>().Values), stop);
    }

    public int Partitions { get; }

    public IReadOnlyList<Trade> All => all;

    /// <summary>A symbol always goes the same way, as it does when a producer takes it as the key.</summary>
    public int PartitionOf(Symbol symbol) => symbol.Name.Sum(static letter => letter) % Partitions;

    /// <summary>The first of them that went to a partition, as a feed after which more may come.</summary>
    public IFeed FeedOf(int partition, int sent) => new Feed([.. all.Take(sent).Where(trade => PartitionOf(trade.Symbol) == partition)]);

    private sealed class Feed(List<Trade> trades) : IFeed, IFeedReader
    {
        private int next;

        public string Name => DemoSettings.Ticks;

        public EventTime Earliest => EventTime.MinValue;

        public long Length => 0;

        public long BytesRead => 0;

        public IFeedReader Open() => this;

        public bool Read(EventBatch batch, int maxRows)
        {
            for (; next < trades.Count && batch.Count < maxRows; next++) batch.Add(trades[next], next);
            return true;
        }

        public void Dispose()
        {
        }
    }
}
