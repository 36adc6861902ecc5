using CsCheck;

namespace Cep.Rules;

public sealed class VolumeSpikeTests
{
    private static readonly Tape Minutes = Tape.Load("Tapes/volume-spike.tape");

    // IBM  100 0 200 300 501        before: 300 | 500
    // BAC  100 0 5000 6000 … 1      before: 5100 | 0
    [Fact]
    public void Minute_over_the_limit_is_a_spike_at_the_window_end()
    {
        Minutes.Run(new VolumeSpikeRule { Minutes = 3 }).ShouldDerive(
            ("BAC", "2013-10-07T13:34:00Z", Spike(6_000, 1_700, 6_000 / 1_700.0, "13:33", "13:34")),
            ("IBM", "2013-10-07T13:35:00Z", Spike(501, 500 / 3.0, 3.006, "13:34", "13:35")),
            ("BAC", "2013-10-07T13:41:00Z", Spike(1, 0, null, "13:40", "13:41")));
    }

    [Fact]
    public void Nothing_is_said_before_the_symbol_was_seen_for_all_the_minutes()
    {
        // BAC's first minute is 13:30, so with five minutes 13:35 is the first that could be judged; only 13:40 is left.
        Minutes.Run(new VolumeSpikeRule { Minutes = 5 }).ShouldDerive<VolumeSpike>(("BAC", "2013-10-07T13:41:00Z", spike => spike.Volume == 1));
        Minutes.Run(new VolumeSpikeRule { Minutes = 2 }).ShouldDerive<VolumeSpike>(
            ("IBM", "2013-10-07T13:33:00Z", spike => spike is { Volume: 200, Average: 50, Ratio: 4 }),
            ("BAC", "2013-10-07T13:33:00Z", spike => spike is { Volume: 5_000, Average: 50, Ratio: 100 }),
            ("BAC", "2013-10-07T13:41:00Z", spike => spike is { Volume: 1, Ratio: null }));
    }

    [Fact]
    public void Minute_below_the_least_volume_is_no_spike()
    {
        Minutes.Run(new VolumeSpikeRule { Minutes = 3, MinVolume = 501 }).ShouldDerive<VolumeSpike>(
            ("BAC", "2013-10-07T13:34:00Z", _ => true), ("IBM", "2013-10-07T13:35:00Z", spike => spike.Volume == 501));
        Minutes.Run(new VolumeSpikeRule { Minutes = 3, MinVolume = 502 }).ShouldDerive<VolumeSpike>(("BAC", "2013-10-07T13:34:00Z", _ => true));
    }

    [Fact]
    public void Exactly_factor_times_the_average_is_no_spike_and_any_more_is()
    {
        // IBM's 300 at 13:33 against 300 in three minutes is exactly three times the average.
        Minutes.Run(new VolumeSpikeRule { Minutes = 3, Factor = 3, MinVolume = 300 }).ShouldDerive<VolumeSpike>(
            ("BAC", "2013-10-07T13:34:00Z", _ => true), ("IBM", "2013-10-07T13:35:00Z", spike => spike.Volume == 501));
        Minutes.Run(new VolumeSpikeRule { Minutes = 3, Factor = 2.99, MinVolume = 300 }).ShouldDerive<VolumeSpike>(
            ("BAC", "2013-10-07T13:34:00Z", _ => true),
            ("IBM", "2013-10-07T13:34:00Z", spike => spike is { Volume: 300, Ratio: 3 }),
            ("IBM", "2013-10-07T13:35:00Z", spike => spike.Volume == 501));
    }

    [Fact]
    public void Any_tape_gives_what_counting_minute_by_minute_gives()
    {
        var print = Gen.Select(Gen.Int[0, 90], Gen.Int[0, 2], Gen.Int[1, 500]);
        Gen.Select(print.Array[1, 150], Gen.Int[1, 6], Gen.Int[1, 4]).Sample((prints, minutes, factor) =>
        {
            var tape = Tape.Empty();
            var time = EventTime.Parse("2013-10-07T13:30:00Z");
            foreach (var (seconds, symbol, size) in prints)
            {
                time += TimeSpan.FromSeconds(seconds);
                tape.Add(new Trade(time, Symbol.Of("S" + symbol), 10, size));
            }

            var expected = NaiveSpikes.Of(tape, minutes, factor);
            RuleRun.Over(tape, new VolumeSpikeRule { Minutes = minutes, Factor = factor }).ShouldDerive<VolumeSpike>(expected);
        }, iter: 300);
    }

    [Fact]
    public void Output_is_that_of_the_golden_file() =>
        Minutes.Run(new VolumeSpikeRule { Minutes = 3 }).ShouldMatchGolden("Tapes/volume-spike.jsonl");

    private static VolumeSpike Spike(double volume, double average, double? ratio, string start, string end) => new(
        volume, average, ratio, EventTime.Parse($"2013-10-07T{start}:00Z"), EventTime.Parse($"2013-10-07T{end}:00Z"));
}

public sealed class VolumeSpikeContract : RuleContract<VolumeSpikeRule>
{
    protected override VolumeSpikeRule CreateRule() => new() { Minutes = 3 };

    protected override IReadOnlyList<Tape> CreateTapes() => [Tape.Load("Tapes/volume-spike.tape")];
}
