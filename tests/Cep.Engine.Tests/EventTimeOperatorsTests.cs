using System.Reactive.Concurrency;
using System.Reactive.Linq;
using static Cep.Tests.Make;
using static Cep.Tests.TimerRuns;

namespace Cep.Tests;

/// <summary>
/// Every operator of System.Reactive that takes a time and a scheduler, on event time. Key A has the prices 1, 2, 3 and 4 at
/// the seconds 0, 1, 2 and 9; the log ends at 30 with an event of B, which only moves time. Each answer is <c>second value</c>.
/// </summary>
public sealed class EventTimeOperatorsTests
{
    private static readonly Trade[] Tape =
    [
        Trade("A", 0, 1), Trade("A", 1, 2), Trade("A", 2, 3), Trade("A", 9, 4), Trade("B", 30, 5),
    ];

    /// <summary>By the name of the operator and what tells its overloads apart.</summary>
    private static readonly Dictionary<string, Func<IObservable<double>, IScheduler, IObservable<object>>> Queries = new()
    {
        ["Buffer"] = (t, s) => t.Buffer(Seconds(3), s).Select(Join),
        ["Buffer shifted"] = (t, s) => t.Buffer(Seconds(4), Seconds(2), s).Select(Join),
        ["Buffer of a count"] = (t, s) => t.Buffer(Seconds(3), 2, s).Select(Join),
        ["Window"] = (t, s) => t.Window(Seconds(3), s).SelectMany(w => w.Sum()).Box(),
        ["Window shifted"] = (t, s) => t.Window(Seconds(4), Seconds(2), s).SelectMany(w => w.Sum()).Box(),
        ["Window of a count"] = (t, s) => t.Window(Seconds(3), 2, s).SelectMany(w => w.Sum()).Box(),
        ["Delay"] = (t, s) => t.Delay(Seconds(10), s).Box(),
        ["Delay until"] = (t, s) => t.Delay(Clock(5), s).Box(),
        ["DelaySubscription"] = (t, s) => t.DelaySubscription(Seconds(1.5), s).Box(),
        ["DelaySubscription until"] = (t, s) => t.DelaySubscription(Clock(1), s).Box(),
        ["Generate"] = (_, s) => Observable.Generate(0, i => i < 3, i => i + 1, i => i, i => Seconds(3), s).Box(),
        ["Generate at"] = (_, s) => Observable.Generate(0, i => i < 2, i => i + 1, i => i, i => Clock(4 + i), s).Box(),
        ["Interval"] = (_, s) => Observable.Interval(Seconds(10), s).Box(),
        ["RefCount"] = (t, s) => t.Publish().RefCount(Seconds(5), s).Take(2).Box(),
        ["Replay"] = (t, s) => t.Replay(told => Observable.Timer(Seconds(3), s).SelectMany(_ => told), Seconds(2.5), s).Box(),
        ["Sample"] = (t, s) => t.Sample(Seconds(3), s).Box(),
        ["Skip"] = (t, s) => t.Skip(Seconds(1), s).Box(),
        ["SkipLast"] = (t, s) => t.SkipLast(Seconds(3), s).Box(),
        ["SkipUntil"] = (t, s) => t.SkipUntil(Clock(2), s).Box(),
        ["Take"] = (t, s) => t.Take(Seconds(2), s).Box(),
        ["TakeLast"] = (t, s) => t.TakeLast(Seconds(25), s).Box(),
        ["TakeLastBuffer"] = (t, s) => t.TakeLastBuffer(Seconds(29), s).Select(Join),
        ["TakeUntil"] = (t, s) => t.TakeUntil(Clock(2), s).Box(),
        ["Throttle"] = (t, s) => t.Throttle(Seconds(5), s).Box(),
        ["Timeout"] = (t, s) => t.Timeout(Seconds(5), Observable.Return(-1.0), s).Box(),
        ["Timeout at"] = (t, s) => t.Timeout(Clock(2), Observable.Return(-1.0), s).Box(),
        ["Timer"] = (_, s) => Observable.Timer(Seconds(4), s).Box(),
        ["Timer at"] = (_, s) => Observable.Timer(Clock(4), s).Box(),
        ["Timer with a period"] = (_, s) => Observable.Timer(Seconds(2), Seconds(12), s).Box(),
        ["TimeInterval"] = (t, s) => t.TimeInterval(s).Select(x => x.Interval.TotalSeconds).Box(),
        ["Timestamp"] = (t, s) => t.Timestamp(s).Select(x => (x.Timestamp - Clock(0)).TotalSeconds).Box(),
        ["ObserveOn"] = (t, s) => t.ObserveOn(s).Box(),
        ["SubscribeOn"] = (t, s) => t.SubscribeOn(s).Box(),
        ["Return"] = (t, s) => Observable.Return(7.0, s).Concat(t).Box(),
        ["Range"] = (_, s) => Observable.Range(5, 2, s).Box(),
        ["Start"] = (_, s) => Observable.Defer(() => Observable.Start(() => 5, s)).Box(),
    };

    [Theory]
    [InlineData("Buffer", "3 1-2-3, 6 , 9 , 12 4, 15 , 18 , 21 , 24 , 27 , 30 , 30 ")]
    [InlineData("Buffer shifted", "4 1-2-3, 6 3, 8 , 10 4, 12 4, 14 , 16 , 18 , 20 , 22 , 24 , 26 , 28 , 30 , 30 , 30 ")]
    [InlineData("Buffer of a count", "1 1-2, 4 3, 7 , 10 4, 13 , 16 , 19 , 22 , 25 , 28 , 30 ")]
    [InlineData("Window", "3 6, 6 0, 9 0, 12 4, 15 0, 18 0, 21 0, 24 0, 27 0, 30 0, 30 0")]
    [InlineData("Window shifted", "4 6, 6 3, 8 0, 10 4, 12 4, 14 0, 16 0, 18 0, 20 0, 22 0, 24 0, 26 0, 28 0, 30 0, 30 0, 30 0")]
    [InlineData("Window of a count", "1 3, 4 3, 7 0, 10 4, 13 0, 16 0, 19 0, 22 0, 25 0, 28 0, 30 0")]
    [InlineData("Delay", "10 1, 11 2, 12 3, 19 4")]
    [InlineData("Delay until", "5 1, 6 2, 7 3, 14 4")]
    [InlineData("DelaySubscription", "2 3, 9 4")]
    [InlineData("DelaySubscription until", "1 2, 2 3, 9 4")]
    [InlineData("Generate", "3 0, 6 1, 9 2")]
    [InlineData("Generate at", "4 0, 5 1")]
    [InlineData("Interval", "10 0, 20 1, 30 2")]
    [InlineData("RefCount", "0 1, 1 2")]
    [InlineData("Replay", "3 2, 3 3, 9 4")]
    [InlineData("Sample", "3 3, 12 4")]
    [InlineData("Skip", "1 2, 2 3, 9 4")]
    [InlineData("SkipLast", "9 1, 9 2, 9 3, 30 4")]
    [InlineData("SkipUntil", "2 3, 9 4")]
    [InlineData("Take", "0 1, 1 2")]
    [InlineData("TakeLast", "30 4")]
    [InlineData("TakeLastBuffer", "30 3-4")]
    [InlineData("TakeUntil", "0 1, 1 2")]
    [InlineData("Throttle", "7 3, 14 4")]
    [InlineData("Timeout", "0 1, 1 2, 2 3, 7 -1")]
    [InlineData("Timeout at", "0 1, 1 2, 2 -1")]
    [InlineData("Timer", "4 0")]
    [InlineData("Timer at", "4 0")]
    [InlineData("Timer with a period", "2 0, 14 1, 26 2")]
    [InlineData("TimeInterval", "0 0, 1 1, 2 1, 9 7")]
    [InlineData("Timestamp", "0 0, 1 1, 2 2, 9 9")]
    [InlineData("ObserveOn", "0 1, 1 2, 2 3, 9 4")]
    [InlineData("SubscribeOn", "0 1, 1 2, 2 3, 9 4")]
    [InlineData("Return", "0 7, 0 1, 1 2, 2 3, 9 4")]
    [InlineData("Range", "0 5, 0 6")]
    [InlineData("Start", "0 5")]
    public void Runs_on_event_time(string name, string expected) =>
        Assert.Equal(
            expected,
            string.Join(", ", Run(t => Queries[name](t.Select(x => x.Price), t.Scheduler).Select(x => FormattableString.Invariant($"{x}")), Tape)
                .Select(line => line.Split(' ')).Where(words => words[1] == "A").Select(words => $"{words[0]} {words[2]}")));

    [Fact]
    public void Every_operator_that_takes_a_time_and_a_scheduler_is_among_them()
    {
        var operators =
            from method in typeof(Observable).GetMethods()
            let types = method.GetParameters().Select(parameter => parameter.ParameterType.ToString()).ToList()
            where types.Any(type => type.EndsWith(".IScheduler", StringComparison.Ordinal))
                && types.Any(type => type.Contains("TimeSpan", StringComparison.Ordinal) || type.Contains("DateTimeOffset", StringComparison.Ordinal))
            select method.Name;
        Assert.Empty(operators.Distinct().Except(Queries.Keys.Select(name => name.Split(' ')[0])));
    }

    [Fact]
    public void A_pipeline_that_failed_does_not_start_again_when_the_input_ends()
    {
        var result = Result(t => t.Timeout(Seconds(5), t.Scheduler).Select(x => x.Price).StartWith(0.0), Tape);
        Assert.Equal([At(7), At(14)], result.Letters.Select(letter => letter.Time));
        Assert.Equal(["0 0", "0 1", "1 2", "2 3", "9 0", "9 4"], result.Lines.Select(line => line.Split(' ')).Where(words => words[2] == "A").Select(words => $"{(EventTime.Parse(words[0]) - Start).TotalSeconds} {words[^1]}"));
    }

    [Fact]
    public void Work_that_operators_start_at_once_in_the_query_is_refused_with_the_reason()
    {
        var fault = Assert.Throws<RuleException>(() => Result(t => Observable.Start(() => 5, t.Scheduler), Tape));
        Assert.Contains("runs only inside a rule, when an event is delivered", fault.Message, StringComparison.Ordinal);
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private static DateTimeOffset Clock(double seconds) => new(At(seconds).ToUtc());

    private static string Join(IList<double> prices) => string.Join('-', prices);
}

file static class Boxing
{
    public static IObservable<object> Box<T>(this IObservable<T> values) => values.Select(value => (object)value!);
}
