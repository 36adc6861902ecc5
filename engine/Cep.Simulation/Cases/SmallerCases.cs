namespace Cep.Simulation;

/// <summary>The cases that are one step smaller than a case, the largest steps first.</summary>
internal static class SmallerCases
{
    public static IEnumerable<SimulatedCase> Of(SimulatedCase simulated) =>
        WithFewerRules(simulated).Concat(WithFewerFeeds(simulated)).Concat(WithFewerRows(simulated))
            .Concat(WithSimplerRules(simulated)).Concat(WithSimplerRuns(simulated)).Concat(WithSimplerFeeds(simulated));

    private static IEnumerable<SimulatedCase> WithFewerRules(SimulatedCase simulated)
    {
        for (var i = 0; i < simulated.Rules.Count && simulated.Rules.Count > 1; i++)
        {
            var rules = simulated.Rules.Where((_, at) => at != i).ToList();
            if (rules.All(rule => rule.Inputs.All(input => input < RuleInput.FoundA || rules.Any(other => other.Payload == input - RuleInput.FoundA)))) yield return simulated with { Rules = rules };
        }
    }

    private static IEnumerable<SimulatedCase> WithFewerFeeds(SimulatedCase simulated)
    {
        for (var i = 0; i < simulated.Feeds.Count && simulated.Feeds.Count > 1; i++) yield return simulated with { Feeds = [.. simulated.Feeds.Where((_, at) => at != i)] };
    }

    /// <summary>Without a half of the rows of a feed, a quarter, and so on to single rows.</summary>
    private static IEnumerable<SimulatedCase> WithFewerRows(SimulatedCase simulated)
    {
        for (var length = simulated.Feeds.Max(feed => feed.Rows.Count); length > 0; length /= 2)
        {
            for (var i = 0; i < simulated.Feeds.Count; i++)
            {
                var feed = simulated.Feeds[i];
                for (var first = 0; first + length <= feed.Rows.Count; first += length)
                {
                    yield return With(simulated, i, feed with { Rows = [.. feed.Rows.Take(first), .. feed.Rows.Skip(first + length)] });
                }
            }
        }
    }

    private static IEnumerable<SimulatedCase> WithSimplerRules(SimulatedCase simulated)
    {
        for (var i = 0; i < simulated.Rules.Count; i++)
        {
            foreach (var simpler in Simpler(simulated.Rules[i])) yield return simulated with { Rules = [.. simulated.Rules.Take(i), simpler, .. simulated.Rules.Skip(i + 1)] };
        }
    }

    private static IEnumerable<RuleCase> Simpler(RuleCase rule)
    {
        if (rule.FaultLimit > 0) yield return rule with { FaultLimit = 0 };
        if (rule.Foreign.Count > 0) yield return rule with { Foreign = [], Roots = [rule.Roots[0]] };
        for (var i = 0; i < rule.Foreign.Count; i++)
        {
            if (rule.Roots.Count == 1 || i > 0) yield return rule with { Foreign = [.. rule.Foreign.Where((_, at) => at != i)] };
        }

        foreach (var node in QueryNode.AllOf(rule.Roots))
        {
            foreach (var input in node.Inputs) yield return rule with { Roots = QueryNode.Replace(rule.Roots, node, input) };
        }
    }

    private static IEnumerable<SimulatedCase> WithSimplerRuns(SimulatedCase simulated)
    {
        var run = simulated.Run;
        var plain = new RunCase();
        RunCase[] simpler =
        [
            plain, run with { StopAfter = 0 }, run with { Shards = 1 }, run with { Shards = run.Shards / 2 + 1 }, run with { ReadAhead = false },
            run with { RoundSpan = default }, run with { QueueLength = plain.QueueLength }, run with { BatchSize = plain.BatchSize },
            run with { From = plain.From }, run with { To = plain.To },
            run with { ResumeAt = plain.ResumeAt },
        ];
        return simpler.Where(other => other != run).Select(other => simulated with { Run = other });
    }

    private static IEnumerable<SimulatedCase> WithSimplerFeeds(SimulatedCase simulated)
    {
        for (var i = 0; i < simulated.Feeds.Count; i++)
        {
            var feed = simulated.Feeds[i];
            if (feed.TellsEarliest) yield return With(simulated, i, feed with { TellsEarliest = false });
            if (feed.Timing != new FeedTiming()) yield return With(simulated, i, feed with { Timing = new FeedTiming() });
            if (feed.Timing.AllowedLateness > TimeSpan.Zero) yield return With(simulated, i, feed with { Timing = feed.Timing with { AllowedLateness = TimeSpan.Zero } });
            if (feed.Timing.DisorderBound > TimeSpan.Zero) yield return With(simulated, i, feed with { Timing = feed.Timing with { DisorderBound = TimeSpan.Zero } });
            if (feed.Timing.Lateness != LatenessPolicy.Drop) yield return With(simulated, i, feed with { Timing = feed.Timing with { Lateness = LatenessPolicy.Drop } });
        }
    }

    private static SimulatedCase With(SimulatedCase simulated, int at, FeedCase feed) =>
        simulated with { Feeds = [.. simulated.Feeds.Take(at), feed, .. simulated.Feeds.Skip(at + 1)] };
}
