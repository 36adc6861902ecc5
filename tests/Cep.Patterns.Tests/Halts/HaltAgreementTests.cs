using System.Globalization;
using Cep.Patterns.Agreement;
using Cep.Simulation;

namespace Cep.Patterns;

/// <summary>
/// Random patterns whose limits are in trading time, over random events, halts and a night: what is found is what the same
/// pattern in event time finds when each event comes at the time that its key had traded, as a slow clock has it.
/// </summary>
public sealed class HaltAgreementTests
{
    private const int Ways = 8;
    private static readonly TradingTime Clock = new(TradingCalendar.UsEquity);
    private static readonly EventTime Close = EventTime.Parse("2013-10-07T20:00:00Z");
    private static readonly EventTime Opening = EventTime.Parse("2013-10-08T13:30:00Z");

    [Fact]
    public void All_matches_are_those_of_the_traded_times() => Compare(1500, (seed, _) =>
    {
        var pattern = new RandomPattern(seed);
        return (pattern.Pattern, pattern.ToString());
    });

    [Fact]
    public void So_are_preferred_matches() => Compare(1000, (_, random) => (PreferredPattern.Draw(random), "preferred"));

    private static void Compare(int count, Func<int, Random, (Pattern<LetterMatch> Pattern, string Text)> draw)
    {
        var found = 0;
        for (var seed = 1; seed <= count; seed++)
        {
            var random = new Random(seed);
            var (pattern, text) = draw(seed, random);
            var inTradingTime = new Pattern<LetterMatch>(pattern.Shape, WithClock(pattern.Plan));
            var hasTradingTime = inTradingTime.Plan.Clock is not null;
            var way = random.Next(Ways);
            var rows = Rows(random);
            var clock = new ReferenceClock(TradingPhases.Regular, [.. rows.OfType<MarketStatus>().Where(x => x.Symbol.Name == "L").Select(x => new TimedStatus(x.Time.Nanos, x.State, x.Exchange))]);
            var expected = PatternRun.Of<Letter, string>([.. rows.Select(row => Moved(row, clock))], (letters, _) => Query(letters.Match(pattern), way));
            var actual = Broken(rows, (letters, statuses) => Query(hasTradingTime ? letters.Match(inTradingTime, statuses) : letters.Match(pattern), way), random);

            // A count of listed matches names the last event taken as its cause, one of shared matches the event that completes them.
            var isAggregate = way is 3 or 4;
            var moved = actual.Select(row => (new EventTime(clock.At(row.Time.Nanos)), row.Value, isAggregate ? default : row.Causes));
            Assert.True(expected.Select(row => isAggregate ? row with { Causes = default } : row).SequenceEqual(moved), $"seed {seed}, way {way}: {text} over {string.Join(' ', rows.Select(TextOf))}:\n{string.Join('\n', expected)}\nbut\n{string.Join('\n', actual)}");
            found += actual.Count;
        }

        Assert.True(found > count / 2, "So few matches prove little.");
    }

    private static PatternPlan WithClock(PatternPlan plan) => plan with
    {
        Parts = [.. plan.Parts.Select(WithClock)],
        Within = WithClock(plan.Within),
    };

    private static PatternPart WithClock(PatternPart part) => part switch
    {
        GroupPart group => group with { Parts = [.. group.Parts.Select(WithClock)], Wait = WithClock(group.Wait) },
        ChoicePart choice => choice with { Alternatives = [.. choice.Alternatives.Select(parts => parts.Select(WithClock).ToArray())], Wait = WithClock(choice.Wait) },
        _ => part with { Wait = WithClock(part.Wait) },
    };

    private static TimeLimit WithClock(TimeLimit limit) => limit.IsNone ? limit : limit with { Clock = Clock };

    private static IEvent Moved(IEvent row, ReferenceClock clock)
    {
        var time = new EventTime(clock.At(row.Time.Nanos));
        return row is Letter letter ? letter with { Time = time } : (MarketStatus)row with { Time = time };
    }

    /// <summary>Letters and statuses before and after a night, in which it may go on, too. In the end L trades.</summary>
    private static List<IEvent> Rows(Random random)
    {
        var rows = new List<IEvent>();
        var time = Close + new TimeSpan(-random.Next(40));
        var nightAfter = random.Next(12);
        for (var i = random.Next(20); i >= 0; i--)
        {
            if (nightAfter-- == 0) time = Opening + new TimeSpan(random.Next(-3, 3));
            time += new TimeSpan(random.Next(3));
            if (random.Next(4) == 0) rows.Add(StatusAt(time, random));
            else rows.Add(new Letter(time, Symbol.Of("L"), (char)('a' + random.Next(3)), random.Next(4)));
        }

        rows.Add(new MarketStatus(Opening + TimeSpan.FromSeconds(1), Symbol.Of("L"), TradingState.Open));
        return [.. rows.OrderBy(row => row.Time).ThenBy(row => row is Letter)];
    }

    private static MarketStatus StatusAt(EventTime time, Random random)
    {
        TradingState[] states = [TradingState.Halted, TradingState.LuldPause, TradingState.Auction, TradingState.Open, TradingState.Open, TradingState.Closed, TradingState.PreOpen];
        return new MarketStatus(time, Symbol.Of(random.Next(4) == 0 ? "M" : "L"), states[random.Next(states.Length)], random.Next(8) == 0 ? 'X' : '\0');
    }

    private static List<(EventTime Time, string Value, Causes Causes)> Broken(
        List<IEvent> rows, Func<EventStream<Letter>, EventStream<MarketStatus>, IObservable<string>> query, Random random)
    {
        var cut = rows[random.Next(rows.Count)].Time;
        byte[]? saved = null;
        var options = OptionsOf(random) with { StopAt = cut, OnSnapshot = point => saved = point.TakeSnapshot().ToBytes() };
        var before = PatternRun.Of(rows, query, options);
        return [.. before, .. PatternRun.Of(rows, query, OptionsOf(random) with { Start = Snapshot.FromBytes(saved!) })];
    }

    private static EngineOptions OptionsOf(Random random) => new() { ReadAhead = false, BatchSize = random.Next(1, 30), Shards = random.Next(4) == 0 ? 2 : 1 };

    private static EventStream<string> Query(MatchStream<LetterMatch> matches, int way) => way switch
    {
        0 or 1 => matches.Select(TextOf),
        2 => matches.First(2).Select(TextOf),
        3 => matches.Count().Select(count => count.ToString(CultureInfo.InvariantCulture)),
        4 => matches.Sum(m => m.S1, x => x.Number / 3.0).Select(sum => sum.ToString(CultureInfo.InvariantCulture)),
        5 => matches.Last().Select(TextOf),
        6 => matches.TimedOut(late => $"{late.Reached} {TextOf(late.Match)}"),
        _ => matches.Ended().Select(end => $"{end.Cause} {end.Reached} {end.EndedBy} {TextOf(end.Match)}"),
    };

    private static string TextOf(IEvent row) => row is Letter letter
        ? $"{letter.Kind}{letter.Number}@{letter.Time - Close}"
        : $"{((MarketStatus)row).Symbol}{((MarketStatus)row).State}{((MarketStatus)row).Exchange}@{row.Time - Close}";

    private static string TextOf(LetterMatch match) => string.Join('/', LetterMatch.Stages.Select(stage => string.Join(',', stage(match).Select((x, i) => $"{x.Kind}{x.Number}:{stage(match).Sequences[i]}"))));
}
