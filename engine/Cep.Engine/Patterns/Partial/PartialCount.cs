namespace Cep;

/// <summary>The partial matches of a rule in a shard at a moment, by key and stage.</summary>
internal sealed class PartialCount
{
    private readonly Dictionary<int, StageCounts> keys = [];

    /// <summary>Adds partial matches of a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="stage">The name of the stage that took their last event.</param>
    /// <param name="alive">How many.</param>
    /// <param name="since">When the first of them began.</param>
    public void Add(int key, string stage, long alive, long since)
    {
        if (!keys.TryGetValue(key, out var counts)) keys.Add(key, counts = new StageCounts());
        counts.Add(stage, alive, since);
    }

    /// <summary>All keys that have any, in no particular order.</summary>
    public IReadOnlyList<PartialMatchesOfKey> KeysOf(ShardPlan shard) =>
    [
        .. keys.Select(entry => new PartialMatchesOfKey(shard.SymbolOf(entry.Key).Name, entry.Value.Alive, entry.Value.ByStage, new EventTime(entry.Value.Since))),
    ];

    /// <summary>A sum that stops at the largest number.</summary>
    public static long Sum(long left, long right) => left > long.MaxValue - right ? long.MaxValue : left + right;

    private sealed class StageCounts
    {
        public SortedDictionary<string, long> ByStage { get; } = new(StringComparer.Ordinal);

        public long Alive { get; private set; }

        public long Since { get; private set; } = long.MaxValue;

        public void Add(string stage, long alive, long since)
        {
            ByStage[stage] = Sum(ByStage.GetValueOrDefault(stage), alive);
            Alive = Sum(Alive, alive);
            Since = Math.Min(Since, since);
        }
    }
}
