using System.Globalization;
using Cep.Feeds.Kafka;

namespace Cep.Live;

/// <summary>Alone in the process while it measures.</summary>
[CollectionDefinition(nameof(SoakTests), DisableParallelization = true)]
public sealed class SoakCollection;

/// <summary>
/// Ticks at a rate for a time: memory stays, nothing piles up, nothing is refused, and everything is derived. Over an
/// embedded cluster, or the broker of <c>CEP_KAFKA_BOOTSTRAP</c>; tests/README.md says what else can be set.
/// </summary>
[Collection(nameof(SoakTests))]
public sealed class SoakTests
{
    private const int Samples = 40;

    /// <summary>What may wait, in seconds of the rate. The embedded cluster has forgotten it by then where the rate is high.</summary>
    private const int LagSeconds = 15;

    private static readonly MessageFormat Format = Environment.GetEnvironmentVariable("CEP_SOAK_FORMAT") == "arrow" ? MessageFormat.Arrow : MessageFormat.Json;
    private static readonly double Minutes = Number("CEP_SOAK_MINUTES", 20 / 60.0);
    private static readonly int Rate = (int)Number("CEP_SOAK_RATE", 2_000);

    [Fact]
    public void Memory_stays_flat_nothing_piles_up_and_everything_is_derived()
    {
        using var topics = new SoakTopics();
        using var run = new SoakRun(topics, Format);
        run.Producer.Rate = Rate;
        LiveTrial.Tell($"{Rate} ticks a second as {Format} for {Minutes:0.##} minutes over {(topics.IsEmbedded ? "an embedded cluster" : topics.Bootstrap)}");
        var samples = new List<SoakSample>();
        while (samples.Count < Samples) samples.Add(run.Measure(TimeSpan.FromMinutes(Minutes / Samples)));
        run.Prove();
        Assert.All(samples, sample => Assert.InRange(sample.Lag, 0, (long)Rate * LagSeconds));
        SoakSample.CheckMemoryIsFlat(samples);
    }

    /// <summary>Each rate has some seconds; one that does not hold leaves more waiting than comes in two of them.</summary>
    [Fact]
    public void The_highest_rate_that_holds_is_found()
    {
        Assert.SkipUnless(Number("CEP_SOAK_RAMP", 0) > 0, "Set CEP_SOAK_RAMP=1 to look for the highest rate that holds on this machine.");
        using var topics = new SoakTopics();
        using var run = new SoakRun(topics, Format);
        var (held, rate) = (0, Rate);
        for (; Holds(run, rate); rate += rate / 4) held = rate;
        LiveTrial.Tell($"{held} ticks a second hold as {Format}, {rate} do not");
        Assert.NotEqual(0, held);
    }

    private static bool Holds(SoakRun run, int rate)
    {
        var before = run.Producer.Offered;
        run.Producer.Rate = rate;
        var sample = run.Measure(TimeSpan.FromSeconds(10));
        return sample.Lag < 2L * rate && sample.Offered - before > 9L * rate;
    }

    private static double Number(string variable, double otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? double.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
