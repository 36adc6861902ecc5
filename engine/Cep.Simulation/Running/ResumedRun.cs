namespace Cep.Simulation;

/// <summary>Runs a case up to a round, saves what its rules keep, and goes on with fresh operators and feeds from there.</summary>
internal static class ResumedRun
{
    /// <summary>Whether all that the rules keep can be saved, and the run needs no more than that to go on.</summary>
    public static bool IsPossible(SimulatedCase simulated) => simulated.AllowedLatenessNanos == 0 && simulated.Rules.All(rule => rule.CanBeSaved);

    /// <returns>What both parts told; the counts are not among it.</returns>
    public static RunOutput Of(SimulatedCase simulated, int stopAfter)
    {
        var rules = new RuleGraph([.. simulated.Rules.Select(SimulatedRules.Make)]).InOrder;
        using var sink = new LineSink();
        using var letters = new LetterSink();
        var late = new List<string>();
        var outputs = new RunOutputs { DeadLetters = letters, OnLate = notice => late.Add(RunOutput.TextOf(notice)) }.Add(sink);
        var collector = new Collector(1, outputs, new RunTally(rules), 0);
        var plan = new ShardPlan(rules, 0, 1);
        var at = Run(simulated, rules, plan, collector, 0, stopAfter);
        if (at.Watermark < long.MaxValue) Run(simulated, rules, Resume(rules, plan, at), collector, stopAfter, int.MaxValue);
        return new RunOutput { Derived = sink.Lines, DeadLetters = letters.Lines, Late = late, Counts = "" };
    }

    /// <summary>Runs rounds, passing over the first ones.</summary>
    /// <returns>The last round.</returns>
    private static Round Run(SimulatedCase simulated, IReadOnlyList<Rule> rules, ShardPlan plan, Collector collector, int passOver, int rounds)
    {
        var clock = new SimulatedClock();
        var options = EngineRun.OptionsOf(simulated) with { Shards = 1, ReadAhead = false, Clock = clock };
        using var sequencer = new Sequencer([.. simulated.Feeds.Select(feed => new SimulatedFeed(feed, clock))], options, new RunTally(rules));
        var round = new Round();
        var results = new ShardResult[] { new() };
        for (var (number, more) = (1, true); more && number <= rounds; number++)
        {
            more = sequencer.Next(round);
            if (number <= passOver) continue;
            plan.Process(round.Events, round.Watermark, round.LastTime);
            results[0].TakeFrom(plan);
            collector.Collect(round, results);
        }

        return round;
    }

    /// <summary>Saves all keys as for another process, and loads them into a plan that knows nothing but how far time has come.</summary>
    private static ShardPlan Resume(IReadOnlyList<Rule> rules, ShardPlan stopped, Round at)
    {
        var symbols = new SavedSymbols();
        var writer = new StateWriter(symbols);
        for (var key = 0; key < stopped.KeyCapacity; key++)
        {
            foreach (var state in stopped.Rules.SelectMany(rule => rule.States)) state.Save(key, writer);
        }

        var plan = new ShardPlan(rules, 0, 1);
        plan.Process(new EventBatch(), at.Watermark, at.LastTime);
        var reader = new StateReader(writer.Written, new SavedSymbols(symbols.Names));
        for (var key = 0; key < stopped.KeyCapacity; key++)
        {
            foreach (var state in plan.Rules.SelectMany(rule => rule.States)) state.Load(key, reader);
        }

        return plan;
    }
}
