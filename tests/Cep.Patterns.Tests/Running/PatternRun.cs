namespace Cep.Patterns;

/// <summary>Runs rules over events in memory with the engine and keeps what they derive, as objects.</summary>
internal static class PatternRun
{
    /// <summary>The payloads derived by a query, with their times, in the order of the output.</summary>
    public static IReadOnlyList<(EventTime Time, TOut Value, Causes Causes)> Of<TIn, TOut>(
        IReadOnlyList<TIn> events, Func<EventStream<TIn>, IObservable<TOut>> query, EngineOptions? options = null)
        where TIn : struct, IEvent
    {
        var sink = new PayloadSink<TOut>();
        var letters = new ThrowingLetters();
        var outputs = new RunOutputs { DeadLetters = letters, OnLate = late => throw new InvalidOperationException(late.ToString()) }.Add(sink);
        new Engine([new QueryRule<TIn, TOut>(query)], options ?? new EngineOptions { ReadAhead = false })
            .Run([new MemoryFeed<TIn>(events)], outputs, TestContext.Current.CancellationToken);
        return sink.Rows;
    }

    [Rule("query", Version = 1, Summary = "For tests.")]
    private sealed class QueryRule<TIn, TOut>(Func<EventStream<TIn>, IObservable<TOut>> query) : Rule<TIn, TOut>
    {
        public override IObservable<TOut> Query(EventStream<TIn> events) => query(events);
    }

    private sealed class MemoryFeed<T>(IReadOnlyList<T> events) : IFeed
        where T : struct, IEvent
    {
        public string Name => "memory";

        public EventTime Earliest => EventTime.MinValue;

        public long Length => events.Count;

        public IFeedReader Open() => new Reader(events);

        private sealed class Reader(IReadOnlyList<T> events) : IFeedReader
        {
            private int next;

            public long BytesRead => next;

            public bool Read(EventBatch batch, int maxRows)
            {
                for (; next < events.Count; next++)
                {
                    if (batch.Count == maxRows) return true;
                    batch.Add(events[next], next);
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
        public void Write(DeadLetter letter) => throw new InvalidOperationException(letter.Message);

        public void Dispose()
        {
        }
    }
}
