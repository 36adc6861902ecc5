using System.Text;
using System.Text.Json;

namespace Cep.Tests;

/// <summary>A feed made of events in memory, of any types, in the order given.</summary>
internal sealed class ListFeed(string name, params IReadOnlyList<IEvent> events) : IFeed
{
    public string Name => name;

    public EventTime Earliest { get; init; } = EventTime.MinValue;

    public long Length => events.Count;

    /// <summary>A dead letter before each of these rows.</summary>
    public IReadOnlyList<int> MalformedBefore { get; init; } = [];

    public IFeedReader Open() => new Reader(this, events);

    private sealed class Reader(ListFeed feed, IReadOnlyList<IEvent> events) : IFeedReader
    {
        private int next;
        private int malformed;

        public long BytesRead => next;

        public bool Read(EventBatch batch, int maxRows)
        {
            while (true)
            {
                if (malformed < feed.MalformedBefore.Count && feed.MalformedBefore[malformed] == next)
                {
                    batch.AddDeadLetter(new DeadLetter(DeadLetterReason.Malformed, feed.Name, malformed++, "bad"));
                    continue;
                }

                if (next == events.Count) return false;
                if (batch.Count == maxRows) return true;
                Add(batch, events[next], next);
                next++;
            }
        }

        public void Dispose()
        {
        }

        private static void Add(EventBatch batch, IEvent value, int row)
        {
            switch (value)
            {
                case Trade trade: batch.Add(trade, row); break;
                case Quote quote: batch.Add(quote, row); break;
                case MarketStatus status: batch.Add(status, row); break;
                case Note note: batch.Add(note, row); break;
                default: throw new NotSupportedException(value.GetType().Name);
            }
        }
    }
}

/// <summary>An event type of a user's own.</summary>
internal readonly record struct Note(EventTime Time, Symbol Symbol, string Text) : IEvent;

/// <summary>Writes each derived event as a line, with everything a consumer could see.</summary>
internal sealed class TextSink : ISink
{
    public List<string> Lines { get; } = [];

    public void Write(in DerivedEvent derived)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream)) derived.WritePayload(writer);
        var (first, last, count) = derived.Causes;
        Lines.Add($"{derived.Time} {derived.Rule.Name} {derived.Key} #{derived.Ordinal} {derived.Id} [{first},{last},{count}] {Encoding.UTF8.GetString(stream.ToArray())}{StatusOf(derived)}");
    }

    public void Flush()
    {
    }

    public void Dispose()
    {
    }

    private static string StatusOf(in DerivedEvent derived) => derived.Status == DerivedStatus.Final ? "" : $" {derived.Status}";
}

internal sealed class LetterList : IDeadLetterSink
{
    public List<DeadLetter> Letters { get; } = [];

    public void Write(DeadLetter letter) => Letters.Add(letter);

    public void Dispose()
    {
    }
}

/// <summary>What a run gave.</summary>
internal sealed record RunResult(RunSummary Summary, IReadOnlyList<string> Lines, IReadOnlyList<DeadLetter> Letters, IReadOnlyList<LateEvent> Late)
{
    public string Text => string.Join('\n', Lines.Concat(Letters.Select(letter => letter.ToString())).Concat(Late.Select(late => late.ToString())));

    public static RunResult Of(IReadOnlyList<Rule> rules, EngineOptions options, params IReadOnlyList<IFeed> feeds)
    {
        var sink = new TextSink();
        var letters = new LetterList();
        var late = new List<LateEvent>();
        var outputs = new RunOutputs { DeadLetters = letters, OnLate = late.Add }.Add(sink);
        var summary = new Engine(rules, options).Run(feeds, outputs, TestContext.Current.CancellationToken);
        return new RunResult(summary, sink.Lines, letters.Letters, late);
    }
}

/// <summary>A rule whose query is given by the test.</summary>
[Rule("test", Version = 1, Summary = "For tests.")]
internal sealed class TestRule<TIn, TOut>(Func<EventStream<TIn>, IObservable<TOut>> query, FaultPolicy policy = default) : Rule<TIn, TOut>
{
    public TimeSpan? ForgetAfter { get; init; }

    public override TimeSpan? ForgetQuietKeysAfter => ForgetAfter;

    public override FaultPolicy FaultPolicy => policy;

    public override IObservable<TOut> Query(EventStream<TIn> events) => query(events);
}

/// <summary>A rule of two inputs whose query is given by the test.</summary>
[Rule("test-two", Version = 1, Summary = "For tests.")]
internal sealed class TestRule<T1, T2, TOut>(Func<EventStream<T1>, EventStream<T2>, IObservable<TOut>> query) : Rule<T1, T2, TOut>
{
    public TimeSpan? ForgetAfter { get; init; }

    public override TimeSpan? ForgetQuietKeysAfter => ForgetAfter;

    public override IObservable<TOut> Query(EventStream<T1> first, EventStream<T2> second) => query(first, second);
}

internal static class Make
{
    public static readonly EventTime Start = EventTime.Parse("2013-10-07T13:30:00Z");

    public static EventTime At(double seconds) => new(Start.Nanos + (long)Math.Round(seconds * 1e9));

    public static Trade Trade(string symbol, double seconds, double price, double size = 100) => new(At(seconds), Symbol.Of(symbol), price, size);

    public static Quote Quote(string symbol, double seconds, double bid, double ask) => new(At(seconds), Symbol.Of(symbol), bid, 100, ask, 100);
}
