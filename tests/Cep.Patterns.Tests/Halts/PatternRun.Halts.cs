namespace Cep.Patterns;

/// <content>Runs over events and the statuses that stop and resume their trading.</content>
internal static partial class PatternRun
{
    /// <summary>What a query over events and statuses derives. The feed is in order; events of one time as they are given.</summary>
    public static IReadOnlyList<(EventTime Time, TOut Value, Causes Causes)> Of<TIn, TOut>(
        IReadOnlyList<IEvent> rows, Func<EventStream<TIn>, EventStream<MarketStatus>, IObservable<TOut>> query, EngineOptions? options = null, TimeSpan? forgetAfter = null)
        where TIn : struct, IEvent => Run<TOut>(new HaltedRule<TIn, TOut>(query) { ForgetAfter = forgetAfter }, FeedOf<TIn>(rows), options);

    /// <summary>How the partial matches of a query over events and statuses ended. Dead letters are passed over.</summary>
    public static IReadOnlyList<PartialMatchEnd> EndsOf<TIn, TOut>(
        IReadOnlyList<IEvent> rows, Func<EventStream<TIn>, EventStream<MarketStatus>, IObservable<TOut>> query, EngineOptions options)
        where TIn : struct, IEvent
    {
        var ends = new List<PartialMatchEnd>();
        Run(new HaltedRule<TIn, TOut>(query), FeedOf<TIn>(rows), options with { ReadAhead = false }, new RunOutputs { OnPartialMatchEnd = ends.Add });
        return ends;
    }

    private static MemoryFeed FeedOf<TIn>(IReadOnlyList<IEvent> rows)
        where TIn : struct, IEvent
    {
        var feed = new MemoryFeed();
        foreach (var row in rows)
        {
            if (row is MarketStatus status) feed.Add([status]);
            else feed.Add([(TIn)row]);
        }

        return feed;
    }

    [Rule("query", Version = 1, Summary = "For tests.")]
    private sealed class HaltedRule<TIn, TOut>(Func<EventStream<TIn>, EventStream<MarketStatus>, IObservable<TOut>> query) : Rule<TIn, MarketStatus, TOut>
    {
        public TimeSpan? ForgetAfter { get; init; }

        public override TimeSpan? ForgetQuietKeysAfter => ForgetAfter;

        public override IObservable<TOut> Query(EventStream<TIn> events, EventStream<MarketStatus> statuses) => query(events, statuses);
    }
}
