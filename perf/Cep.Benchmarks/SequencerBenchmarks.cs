using BenchmarkDotNet.Attributes;
using Cep.Throughput;

namespace Cep.Benchmarks;

/// <summary>Merging feeds into the log, nanoseconds an event. With several feeds nearly every event changes the feed: the worst case.</summary>
[MemoryDiagnoser]
public class SequencerBenchmarks
{
    private const int Events = 65_536;
    private IFeed[] feeds = [];

    /// <summary>How many feeds are merged.</summary>
    [Params(1, 2, 14)]
    public int Feeds { get; set; }

    /// <summary>Deals one tape out to the feeds.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        var tapes = new Tape<Trade>[Feeds];
        for (var i = 0; i < Feeds; i++) tapes[i] = new Tape<Trade>();
        var row = 0;
        for (var blocks = Market.Trades(Events).First(Events); blocks.MoveNext();)
        {
            foreach (var trade in blocks.Block.Values.AsSpan(0, blocks.Rows)) tapes[row++ % Feeds].Add(trade);
        }

        feeds = [.. tapes.Select((tape, i) => new TapeFeed<Trade>($"feed {i:D2}", tape, tape.Count, copies: true))];
    }

    /// <summary>The whole log.</summary>
    [Benchmark(OperationsPerInvoke = Events)]
    public long Merge()
    {
        var tally = new RunTally([]);
        using var sequencer = new Sequencer(feeds, new EngineOptions { ReadAhead = false }, tally);
        var round = new Round();
        while (sequencer.Next(round))
        {
        }

        return tally.Events;
    }
}
