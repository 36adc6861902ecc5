using BenchmarkDotNet.Attributes;
using Cep.Throughput;

namespace Cep.Benchmarks;

/// <summary>Ordering, naming and releasing what four shards derived in one round, nanoseconds a derived event.</summary>
[MemoryDiagnoser]
public class CollectorBenchmarks
{
    private const int Shards = 4;
    private const int RowsOfShard = 256;
    private readonly Round round = new() { Watermark = long.MaxValue };
    private ShardResult[] results = [];
    private Collector? collector;

    /// <summary>Makes the shards' results: the same window end for all keys, as when a window closes.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        // The market names the symbols.
        Market.Trades(1);
        var rule = new LastRule();
        results = [.. Enumerable.Range(0, Shards).Select(shard => ResultOf(rule, shard))];
        collector = new Collector(Shards, new RunOutputs().Add(new AnswerSink<double>(static number => number)), new RunTally([rule]), settlingNanos: 0);
    }

    /// <summary>One round.</summary>
    [Benchmark(OperationsPerInvoke = Shards * RowsOfShard)]
    public void Release() => collector!.Collect(round, results);

    private static ShardResult ResultOf(Rule rule, int shard)
    {
        var plan = new ShardPlan([rule], 0, 1);
        var result = new ShardResult { Shard = shard };
        result.TakeFrom(plan);
        var column = (DerivedColumn<double>)result.Columns[0]!;
        for (var key = 0; key < RowsOfShard; key++) column.Add(key, 1_000, new Causes(key, key + 10, 3), key, []);
        return result;
    }
}
