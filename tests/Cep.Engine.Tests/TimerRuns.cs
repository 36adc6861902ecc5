using CsCheck;
using static Cep.Tests.Make;

namespace Cep.Tests;

/// <summary>Runs queries whose results depend on timers, and streams to run them over.</summary>
internal static class TimerRuns
{
    /// <summary>Up to three symbols, whole seconds with ties and gaps, prices 1 to 6.</summary>
    public static readonly Gen<Trade[]> Trades =
        Gen.Select(Gen.Int[0, 2], Gen.Frequency((4, Gen.Int[0, 30]), (1, Gen.Int[0, 120])), Gen.Int[1, 6]).Array[0, 40]
            .Select(rows => rows.Select(row => Trade($"S{row.Item1}", row.Item2, row.Item3)).OrderBy(t => t.Time).ToArray());

    /// <summary>Lines of <c>seconds key payload [first,last,count]</c>.</summary>
    public static List<string> Run<T>(Func<EventStream<Trade>, IObservable<T>> query, IReadOnlyList<Trade> trades, EngineOptions? options = null) =>
        [.. Result(query, trades, options).Lines.Select(Short)];

    public static RunResult Result<T>(Func<EventStream<Trade>, IObservable<T>> query, IReadOnlyList<Trade> trades, EngineOptions? options = null, FaultPolicy policy = default) =>
        RunResult.Of([new TestRule<Trade, T>(query, policy)], options ?? new EngineOptions(), new ListFeed("f", [.. trades.Cast<IEvent>()]));

    /// <summary>Checks that neither batches nor shards change a byte.</summary>
    public static void IsTheSameHoweverRun<T>(Func<EventStream<Trade>, IObservable<T>> query, FaultPolicy policy = default) =>
        Gen.Select(Trades, Gen.Int[1, 50], Gen.Int[1, 4]).Sample((trades, batchSize, shards) =>
        {
            var plain = Result(query, trades, policy: policy);
            var other = Result(query, trades, new EngineOptions { BatchSize = batchSize, Shards = shards }, policy);
            Assert.Equal(plain.Text, other.Text);
            return true;
        }, iter: 200);

    public static string Line(double seconds, string key, object payload, long first, long last, long count) =>
        FormattableString.Invariant($"{seconds} {key} {payload} [{first},{last},{count}]");

    private static string Short(string line)
    {
        var words = line.Split(' ');
        var seconds = (EventTime.Parse(words[0]).Nanos - Start.Nanos) / 1e9;
        return FormattableString.Invariant($"{seconds} {words[2]} {string.Join(' ', words[6..]).Trim('"')} {words[5]}");
    }
}
