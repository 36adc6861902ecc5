using System.Globalization;

namespace Cep.Simulation;

public sealed class SimulationTests
{
    /// <summary>Some hundreds of cases; the variables choose others and more of them.</summary>
    [Fact]
    public void What_the_engine_puts_out_equals_a_slow_reference_byte_for_byte()
    {
        var result = Simulator.Run((ulong)Variable("CEP_SEED", 1), Variable("CEP_RUNS", 300), stop: TestContext.Current.CancellationToken);
        if (result.Failure is { } failure) Assert.Fail(failure.ToString());
        Assert.True(result.Coverage.TooLarge * 50 <= result.Coverage.Cases, $"{result.Coverage.TooLarge} cases were too large to run.");
    }

    [Fact]
    public void Cases_have_everything_in_them_that_they_are_to_try()
    {
        var cases = Enumerable.Range(1, 400).Select(seed => CaseDraw.Of((ulong)seed)).ToList();
        var feeds = cases.SelectMany(simulated => simulated.Feeds).ToList();
        Assert.Equal([1, 2, 3, 4], cases.Select(simulated => simulated.Run.Shards).Distinct().Order());
        Assert.Contains(cases, simulated => simulated.Run.StopAfter > 0);
        Assert.Contains(cases, simulated => simulated.Run.From > EventTime.MinValue && simulated.Run.To < EventTime.MaxValue);
        Assert.Contains(cases, simulated => simulated.Rules.Any(rule => rule.Inputs.Any(input => input >= RuleInput.FoundA)));
        Assert.Contains(cases, simulated => simulated.Rules.GroupBy(rule => rule.Payload).Any(same => same.Count() > 1));
        Assert.Contains(feeds, feed => feed.Rows.Any(row => row.Event is null));
        Assert.Contains(cases, simulated => new ReferenceLog(simulated).Late.Count > 0);
        Assert.Contains(cases, simulated => new ReferenceLog(simulated).Events.GroupBy(entry => entry.Time).Any(tie => tie.Count() > 3));
        Assert.Contains(cases, simulated => simulated.Feeds.Any(feed => feed.Timing.Lateness == LatenessPolicy.Adjust && feed.Timing.DisorderBound > TimeSpan.Zero));
        Assert.Contains(cases, simulated => simulated.Feeds.Select(feed => feed.Timing.DisorderBound).Distinct().Count() > 2);
        Assert.Contains(cases, simulated => simulated.IsLive && simulated.Feeds.Any(feed => feed.Timing.IdleAfter is not null));
        Assert.Contains(cases, simulated => !simulated.IsLive && simulated.AllowedLatenessNanos > 0 && ResumedRun.IsWanted(simulated));
    }

    /// <summary>What the reference expects is not empty where it matters.</summary>
    [Fact]
    public void Cases_lead_to_all_that_a_run_may_tell()
    {
        var outputs = Enumerable.Range(1, 200).Select(seed => CaseDraw.Of((ulong)seed)).Where(simulated => !simulated.IsLive).Select(ReferenceRun.Of).ToList();
        Assert.All(
            ["provisional", "retracted", "final"],
            status => Assert.Contains(outputs, output => output.Derived.Any(line => line.Contains($"\"status\":\"{status}\"", StringComparison.Ordinal))));
        Assert.Contains(outputs, output => output.Late.Count > 0);
        Assert.Contains(outputs, output => output.Failure is not null);
        Assert.Contains(outputs, output => output.DeadLetters.Any(line => line.Contains("says nothing more", StringComparison.Ordinal)));
    }

    [Fact]
    public void Runs_that_are_resumed_have_told_a_part_before()
    {
        var parts = Enumerable.Range(1, 100).Select(seed => CaseDraw.Of((ulong)seed)).Where(simulated => !simulated.IsLive && ResumedRun.IsWanted(simulated))
            .Select(simulated => (First: EngineRun.Of(simulated, adjust: options => options with { StopAt = simulated.Run.ResumeAt }).Derived.Count, Whole: ReferenceRun.Of(simulated).Derived.Count)).ToList();
        Assert.True(parts.Count(part => part.First > 0 && part.First < part.Whole) > 5, $"Of {parts.Count} runs hardly one was stopped in the middle.");
    }

    [Fact]
    public void Live_feeds_get_heartbeats()
    {
        var heartbeats = new List<Heartbeat>();
        foreach (var simulated in Enumerable.Range(1, 100).Select(seed => CaseDraw.Of((ulong)seed)).Where(simulated => simulated.IsLive)) EngineRun.Of(simulated, onHeartbeat: heartbeats.Add);
        Assert.True(heartbeats.Count > 20, $"There were {heartbeats.Count} heartbeats.");
    }

    [Fact]
    public void Drawn_patterns_match()
    {
        var rows = Enumerable.Range(0, 40).Select(i => new ReferenceRow(i * 50_000_000L, Causes.Of(i), new Row(i * 7 % 12, i % 5))).ToList();
        var draw = new OperatorDraw(new SeededRandom(1), TimeSpan.FromSeconds(1), 0);
        var matches = Enumerable.Range(0, 60).Count(_ => Matches(MatchOperator.Draw(draw)));
        Assert.InRange(matches, 40, 60);

        bool Matches(SimulatedOperator pattern)
        {
            try
            {
                return pattern.Compute(new ReferenceInputs([rows], new ReferenceScope(0, []))).Any();
            }
            catch (TooLargeException)
            {
                return true;
            }
        }
    }

    [Fact]
    public void A_seed_always_draws_the_same_case() =>
        Assert.All(Enumerable.Range(1, 50), seed => Assert.Equal(CaseText.Of(CaseDraw.Of((ulong)seed)), CaseText.Of(CaseDraw.Of((ulong)seed))));

    private static long Variable(string name, long byDefault) => Environment.GetEnvironmentVariable(name) is not { Length: > 0 } text ? byDefault
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value
        : throw new InvalidOperationException($"{name} is '{text}'; expected a whole number.");
}
