namespace Cep;

/// <summary>Runs the rules over the rounds of a run and gives what they derive to the collector.</summary>
internal abstract class Shards(IReadOnlyList<Rule> rules, long allowedLatenessNanos) : IDisposable
{
    private long watermark = long.MinValue;
    private long lastTime = long.MinValue;

    /// <summary>Producers before consumers.</summary>
    protected IReadOnlyList<Rule> Rules => rules;

    /// <summary>How many shards run the rules.</summary>
    public abstract int Count { get; }

    /// <summary>One shard on the calling thread, several on as many threads, or as many as pay.</summary>
    public static Shards Start(IReadOnlyList<Rule> rulesInOrder, EngineOptions options, RunOutputs outputs, RunTally tally, Sequencer sequencer) =>
        options.Shards == EngineOptions.Auto && options.Start is null && !IsAcrossSymbols(rulesInOrder)
            ? new AutoShards(rulesInOrder, options, outputs, tally, () => sequencer.Progress, Math.Min(Environment.ProcessorCount, EngineOptions.MaxShards))
            : Start(rulesInOrder, options, outputs, tally, IsAcrossSymbols(rulesInOrder) ? 1 : Math.Max(1, options.Shards), toldUntil: long.MinValue);

    /// <summary>A stated number of shards, of which nothing is told up to a moment.</summary>
    protected static Shards Start(
        IReadOnlyList<Rule> rulesInOrder, EngineOptions options, RunOutputs outputs, RunTally tally, int count, long toldUntil)
    {
        Collector CollectorOf(int all) =>
            new(all, outputs, tally, options.AllowedLatenessNanos, toldUntil) { State = new StateTotals(rulesInOrder, options, tally), Explained = options.Explain };
        Shards shards;
        if (count == 1)
        {
            shards = new SingleShard(rulesInOrder, options.AllowedLatenessNanos, CreateRun(rulesInOrder, 0, 1, options), CollectorOf(1));
        }
        else
        {
            var slices = new SliceTable(count, options.QueueLength, options.StateIntervalNanos, (slice, all) => CreateRun(rulesInOrder, slice, all, options));
            shards = new ParallelShards(rulesInOrder, options.AllowedLatenessNanos, slices, count, CollectorOf(slices.Count));
        }

        if (options.Start is null) return shards;
        try
        {
            Snapshot.Decode(() => shards.Load(options.Start, options.Rebuilt));
            return shards;
        }
        catch (SnapshotException)
        {
            shards.Dispose();
            throw;
        }
    }

    /// <summary>Whether a rule works by another key than the symbol, which needs all events in one place.</summary>
    private static bool IsAcrossSymbols(IReadOnlyList<Rule> rules) => new ShardPlan(rules, 0, 1).Rules.Any(plan => plan.IsAcrossSymbols);

    private void CheckLateness(long savedNanos)
    {
        if (savedNanos == allowedLatenessNanos) return;
        throw new SnapshotException(
            $"The snapshot is of a run with an allowed lateness of {Duration.Format(new TimeSpan(savedNanos / 100))}, this one has {Duration.Format(new TimeSpan(allowedLatenessNanos / 100))}. Give the same, or start from the log.");
    }

    private static MeasuredRun CreateRun(IReadOnlyList<Rule> rulesInOrder, int shard, int all, EngineOptions options) =>
        new(ShardRun.Create(rulesInOrder, shard, all, options.AllowedLatenessNanos, options.Explain, options.SliceByRule), options.StateIntervalNanos);

    /// <summary>Takes a round. The round is the caller's again when the call returns.</summary>
    public abstract void Process(Round round);

    /// <summary>Waits until all that was taken has reached the sinks.</summary>
    public abstract void Complete();

    /// <summary>Saves what the rules keep and what waits to be told, when all is complete.</summary>
    public virtual void Save(StateWriter writer)
    {
        writer.Write(watermark);
        writer.Write(lastTime);
        writer.Write(allowedLatenessNanos);
        SavedRules.Save(writer, [.. Runs.Select(run => run.Rules.SavedPlan)]);
        SavedRevisions.Save(writer, [.. Runs.Select(run => run.Rules)]);
        Collector.Save(writer);
    }

    /// <summary>What the rules keep in all slices, when all is complete.</summary>
    public IReadOnlyDictionary<string, StateFigures> Measure() => StateTotals.Of(rules, [.. Runs.Select(run => run.Measure())]);

    /// <summary>The partial matches that are alive in all slices, when all is complete.</summary>
    public IReadOnlyDictionary<string, PartialMatches> CountPartials(int keysMax) =>
        ShardPartials.Total(rules, [.. Runs.Select(run => run.CountPartials())], keysMax);

    /// <summary>The rules of each slice.</summary>
    public abstract IReadOnlyList<MeasuredRun> Runs { get; }

    /// <summary>Puts their answers in order.</summary>
    public abstract Collector Collector { get; }

    /// <summary>Notes how far a round comes.</summary>
    protected void Note(Round round) => (watermark, lastTime) = (Math.Max(watermark, round.Watermark), round.LastTime);

    private void Load(Snapshot snapshot, IReadOnlySet<string> rebuilt)
    {
        var reader = new StateReader(snapshot.Rules, snapshot.Symbols);
        (watermark, lastTime) = (reader.Read<long>(), reader.Read<long>());
        CheckLateness(reader.Read<long>());
        foreach (var run in Runs) run.Begin(watermark, lastTime);
        var plans = Runs.Select(run => run.Rules.SavedPlan).ToList();
        SavedRules.Load(reader, plans, rebuilt);
        SavedRevisions.Load(reader, [.. Runs.Select(run => run.Rules)]);
        foreach (var run in Runs) run.Rules.EndLoading(watermark, lastTime);
        Collector.Load(reader, [.. plans[0].Rules.Select(rule => rule.CreateColumn())]);
    }

    public abstract void Dispose();
}

/// <inheritdoc/>
internal sealed class SingleShard(IReadOnlyList<Rule> rules, long allowedLatenessNanos, MeasuredRun run, Collector collector) : Shards(rules, allowedLatenessNanos)
{
    private readonly ShardResult[] result = [new ShardResult()];

    public override int Count => 1;

    public override IReadOnlyList<MeasuredRun> Runs => [run];

    public override Collector Collector => collector;

    public override void Process(Round round)
    {
        Note(round);
        run.Process(round.Events, round.Watermark, round.LastTime, round.IsRevision);
        run.HandOver(result[0]);
        collector.Collect(round, result);
    }

    public override void Complete()
    {
    }

    public override void Dispose()
    {
    }
}
