namespace Cep.Tests;

/// <summary>A market of 5,504 symbols of which 1,000 fall silent at noon: their windows close on time and their state is given back.</summary>
public sealed class SilentSymbolsTests
{
    private const int Symbols = 5_504;
    private const int Silent = 1_000;
    private const int Minutes = 120;
    private const int Noon = 60;

    /// <summary>A look comes with the end of a round, in which up to 1,024 symbols may have opened a window of 32 bytes.</summary>
    private const long MarginBytes = 1_024 * 32;
    private static readonly EventTime Start = EventTime.Parse("2013-10-07T15:00:00Z");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Windows_of_silent_symbols_close_on_time_and_memory_falls(int shards)
    {
        var objects = new List<WeakReference>();
        var reports = new List<(EventTime Time, StateFigures State, int Alive)>();
        var lasts = new LastOfEachKey();
        var options = new EngineOptions
        {
            Shards = shards,
            StateInterval = TimeSpan.FromMinutes(10),
            OnState = report => reports.Add((report.Time, report.Rules["averages"], Alive(objects))),
        };

        var summary = new Engine([new Averages(objects)], options)
            .Run([new MinuteFeed()], new RunOutputs().Add(lasts), TestContext.Current.CancellationToken);

        Assert.Equal(Noon * Symbols + (Minutes - Noon) * (Symbols - Silent), summary.Events);
        for (var symbol = 0; symbol < Symbols; symbol++)
        {
            // The last window that holds an event is the one before noon, or the last of all.
            var minutes = symbol < Silent ? Noon : Minutes;
            Assert.Equal((minutes / 5, Start + TimeSpan.FromMinutes(minutes)), lasts.Of($"M{symbol}"));
        }

        var before = reports.Last(report => report.Time < Start + TimeSpan.FromMinutes(Noon));
        var after = reports[^2];
        Assert.Equal((Symbols, Symbols), ((int)before.State.Keys, before.Alive));
        Assert.Equal((Symbols - Silent, Symbols - Silent), ((int)after.State.Keys, after.Alive));
        Assert.InRange(after.State.Bytes, 1, before.State.Bytes * (Symbols - Silent) / Symbols + MarginBytes);
        Assert.True(after.State.Oldest > Start + TimeSpan.FromMinutes(Noon));
    }

    private static int Alive(List<WeakReference> objects)
    {
        lock (objects)
        {
            GC.Collect();
            return objects.Count(made => made.IsAlive);
        }
    }

    private readonly record struct Average(double Price);

    /// <summary>The average of the last closes, kept in an object for each symbol.</summary>
    [Rule("averages")]
    private sealed class Averages(List<WeakReference> objects) : Rule<Trade, Average>
    {
        public override TimeSpan? ForgetQuietKeysAfter => TimeSpan.FromMinutes(15);

        public override IObservable<Average> Query(EventStream<Trade> trades) =>
            trades.Tumbling(TimeSpan.FromMinutes(5)).Last(trade => trade.Price)
                .Scan(NewQueue, (closes, window) => Enqueued(closes, window.Value), closes => new Average(closes.Average()));

        private static Queue<double> Enqueued(Queue<double> closes, double close)
        {
            if (closes.Count == 4) closes.Dequeue();
            closes.Enqueue(close);
            return closes;
        }

        private Queue<double> NewQueue()
        {
            var made = new Queue<double>();
            lock (objects) objects.Add(new WeakReference(made));
            return made;
        }
    }

    private sealed class LastOfEachKey : ISink
    {
        private readonly Dictionary<string, (int Count, EventTime Time)> lasts = [];

        public (int Count, EventTime Time) Of(string key) => lasts[key];

        public void Write(in DerivedEvent derived) => lasts[derived.Key] = (lasts.GetValueOrDefault(derived.Key).Count + 1, derived.Time);

        public void Flush()
        {
        }

        public void Dispose()
        {
        }
    }

    /// <summary>A trade of each symbol each minute, of the silent ones until noon.</summary>
    private sealed class MinuteFeed : IFeed, IFeedReader
    {
        private readonly Symbol[] symbols = [.. Enumerable.Range(0, Symbols).Select(i => Symbol.Of($"M{i}"))];
        private int minute;
        private int next;

        public string Name => "minutes";

        public EventTime Earliest => EventTime.MinValue;

        public long Length => 0;

        public long BytesRead => 0;

        public IFeedReader Open() => this;

        public bool Read(EventBatch batch, int maxRows)
        {
            for (; minute < Minutes; minute++, next = 0)
            {
                if (next == 0 && minute >= Noon) next = Silent;
                for (; next < Symbols; next++)
                {
                    if (batch.Count == maxRows) return true;
                    var time = Start + TimeSpan.FromMinutes(minute) + TimeSpan.FromMilliseconds(next);
                    batch.Add(new Trade(time, symbols[next], 10 + (minute + next) % 7, 100), next);
                }
            }

            return false;
        }

        public void Dispose()
        {
        }
    }
}
