using BenchmarkDotNet.Attributes;
using Cep.Throughput;

namespace Cep.Benchmarks;

/// <summary>One operator over one batch of 1,024 trades, through the plan of a shard: nanoseconds an event, first source to last operator.</summary>
[MemoryDiagnoser]
public class OperatorBenchmarks
{
    private const int Rows = TapeBlock<Trade>.Rows;
    private readonly EventBatch batch = new();
    private ShardPlan? plan;
    private long watermark;

    /// <summary>The operator.</summary>
    [Params("Where", "Select", "Scan", "Last", "Bars", "Ema", "Pairwise")]
    public string Operator { get; set; } = "";

    /// <summary>Fills the batch and builds the plan.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        using var reader = new TapeFeed<Trade>("tape", Market.Trades(Rows), Rows, copies: true).Open();
        reader.Read(batch, Rows);
        watermark = batch.Of<Trade>().Times[0];
        Rule rule = Operator switch
        {
            "Where" => new WhereRule(),
            "Select" => new SelectRule(),
            "Scan" => new ScanOfPricesRule(),
            "Last" => new LastRule(),
            "Bars" => new BarsOfMinutesRule(),
            "Ema" => new EmaRule(),
            _ => new PairwiseRule(),
        };
        plan = new ShardPlan([rule], 0, 1);
    }

    /// <summary>The batch, over and over: time stands still, so windows stay open.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public void Batch() => plan!.Process(batch, watermark, watermark);
}
