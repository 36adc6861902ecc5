using System.Globalization;

namespace Cep.Simulation;

public sealed class SimulationTests
{
    /// <summary>Some hundreds of cases; the variables choose others and more of them.</summary>
    [Fact]
    public void What_the_engine_puts_out_equals_a_slow_reference_byte_for_byte()
    {
        var result = Simulator.Run((ulong)Variable("CEP_SEED", 1), Variable("CEP_RUNS", 400), stop: TestContext.Current.CancellationToken);
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
    }

    [Fact]
    public void A_seed_always_draws_the_same_case() =>
        Assert.All(Enumerable.Range(1, 50), seed => Assert.Equal(CaseText.Of(CaseDraw.Of((ulong)seed)), CaseText.Of(CaseDraw.Of((ulong)seed))));

    private static long Variable(string name, long byDefault) => Environment.GetEnvironmentVariable(name) is not { Length: > 0 } text ? byDefault
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value
        : throw new InvalidOperationException($"{name} is '{text}'; expected a whole number.");
}
