namespace Cep.Patterns;

/// <summary>Runs rules over events in memory with the engine and keeps what they derive, as objects.</summary>
internal static partial class PatternRun
{
    /// <summary>The payloads derived by a query, with their times and causes, in the order of the output.</summary>
    public static IReadOnlyList<(EventTime Time, TOut Value, Causes Causes)> Of<TIn, TOut>(
        IReadOnlyList<TIn> events, Func<EventStream<TIn>, IObservable<TOut>> query, EngineOptions? options = null)
        where TIn : struct, IEvent => Run<TOut>(new QueryRule<TIn, TOut>(query), new MemoryFeed().Add(events), options);

    /// <summary>As the other overload, for trades and quotes. Each feed is in order; events of one time are quotes first.</summary>
    public static IReadOnlyList<(EventTime Time, TOut Value, Causes Causes)> Of<TOut>(
        IReadOnlyList<Trade> trades, IReadOnlyList<Quote> quotes, Func<EventStream<Trade>, EventStream<Quote>, IObservable<TOut>> query) =>
        Run<TOut>(new QueryRule<TOut>(query), new MemoryFeed().Add(quotes).Add(trades), null);

    /// <summary>The partial matches that are alive when the input has ended. Dead letters are passed over.</summary>
    public static PartialMatches PartialMatchesOf<TIn, TOut>(
        IReadOnlyList<TIn> events, Func<EventStream<TIn>, IObservable<TOut>> query, EngineOptions? options = null)
        where TIn : struct, IEvent =>
        Run(new QueryRule<TIn, TOut>(query), new MemoryFeed().Add(events), options, new RunOutputs()).PartialMatches["query"];

    /// <summary>What somebody who looks sees before a run is stopped, and right after another has begun with its snapshot.</summary>
    public static (PartialMatches Before, PartialMatches After) PartialMatchesOverRestart<TIn, TOut>(
        EventTime time, IReadOnlyList<TIn> events, Func<EventStream<TIn>, IObservable<TOut>> query, EngineOptions first, EngineOptions second)
        where TIn : struct, IEvent
    {
        byte[]? saved = null;
        var before = PartialMatchesAt(time, int.MaxValue, events, query, first, point => saved = point.TakeSnapshot().ToBytes());
        return (before, PartialMatchesAt(time, int.MaxValue, events, query, second with { Start = Snapshot.FromBytes(saved!) }));
    }

    /// <summary>What somebody who looks sees when the run has stopped before a time.</summary>
    public static PartialMatches PartialMatchesAt<TIn, TOut>(
        EventTime time, int keysMax, IReadOnlyList<TIn> events, Func<EventStream<TIn>, IObservable<TOut>> query, EngineOptions options, Action<QuietPoint>? look = null)
        where TIn : struct, IEvent
    {
        PartialMatches? seen = null;
        var stopping = options with { StopAt = time, OnSnapshot = point =>
        {
            seen = point.PartialMatches(keysMax)["query"];
            look?.Invoke(point);
        } };
        Run(new QueryRule<TIn, TOut>(query), new MemoryFeed().Add(events), stopping, new RunOutputs());
        return seen ?? throw new InvalidOperationException($"No event comes at {time} or later.");
    }

    private static IReadOnlyList<(EventTime Time, TOut Value, Causes Causes)> Run<TOut>(Rule rule, MemoryFeed feed, EngineOptions? options)
    {
        var sink = new PayloadSink<TOut>();
        var outputs = new RunOutputs { DeadLetters = new ThrowingLetters(), OnLate = late => throw new InvalidOperationException(late.ToString()) }.Add(sink);
        Run(rule, feed, options, outputs);
        return sink.Rows;
    }

    private static RunSummary Run(Rule rule, MemoryFeed feed, EngineOptions? options, RunOutputs outputs) =>
        new Engine([rule], options ?? new EngineOptions { ReadAhead = false }).Run([feed], outputs, TestContext.Current.CancellationToken);

    [Rule("query", Version = 1, Summary = "For tests.")]
    private sealed class QueryRule<TIn, TOut>(Func<EventStream<TIn>, IObservable<TOut>> query) : Rule<TIn, TOut>
    {
        public TimeSpan? ForgetAfter { get; init; }

        public override TimeSpan? ForgetQuietKeysAfter => ForgetAfter;

        public override IObservable<TOut> Query(EventStream<TIn> events) => query(events);
    }

    [Rule("query", Version = 1, Summary = "For tests.")]
    private sealed class QueryRule<TOut>(Func<EventStream<Trade>, EventStream<Quote>, IObservable<TOut>> query) : Rule<Trade, Quote, TOut>
    {
        public override IObservable<TOut> Query(EventStream<Trade> trades, EventStream<Quote> quotes) => query(trades, quotes);
    }

    private sealed class MemoryFeed : IFeed
    {
        private readonly List<(EventTime Time, Action<EventBatch, long> Append)> rows = [];

        public string Name => "memory";

        public EventTime Earliest => EventTime.MinValue;

        public long Length => rows.Count;

        public MemoryFeed Add<T>(IReadOnlyList<T> events)
            where T : struct, IEvent
        {
            foreach (var item in events) rows.Add((item.Time, (batch, row) => batch.Add(item, row)));
            return this;
        }

        public IFeedReader Open() => new Reader([.. rows.OrderBy(row => row.Time)]);

        private sealed class Reader((EventTime Time, Action<EventBatch, long> Append)[] rows) : IFeedReader
        {
            private int next;

            public long BytesRead => next;

            public bool Read(EventBatch batch, int maxRows)
            {
                for (; next < rows.Length; next++)
                {
                    if (batch.Count == maxRows) return true;
                    rows[next].Append(batch, next);
                }

                return false;
            }

            public void Dispose()
            {
            }
        }
    }

    private sealed class PayloadSink<T> : ISink
    {
        public List<(EventTime, T, Causes)> Rows { get; } = [];

        public void Write(in DerivedEvent derived) => Rows.Add((derived.Time, derived.PayloadAs<T>(), derived.Causes));

        public void Flush()
        {
        }

        public void Dispose()
        {
        }
    }

    private sealed class ThrowingLetters : IDeadLetterSink
    {
        public void Write(DeadLetter letter) => throw new DeadLetterException(letter);

        public void Dispose()
        {
        }
    }
}

/// <summary>A run made a dead letter where the test expects none, or asserts on it.</summary>
internal sealed class DeadLetterException(DeadLetter letter) : Exception(letter.Message);
