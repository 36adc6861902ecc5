using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Cep.Live;

/// <summary>What the engine alone derives from ticks while more may come.</summary>
internal static class TickReplay
{
    /// <summary>Runs rules over feeds that stand in the order given.</summary>
    /// <returns>The lines by id.</returns>
    public static IReadOnlyDictionary<string, string> Of(IReadOnlyList<Rule> rules, IReadOnlyList<IReadOnlyList<Trade>> feeds, FeedTiming? timing = null)
    {
        var lines = new Lines();
        using var stop = new CancellationTokenSource();
        new Engine(rules, new EngineOptions { ReadAhead = false, OnQuiet = _ => stop.Cancel(), Timing = timing ?? new FeedTiming() })
            .Run([.. feeds.Select((ticks, i) => new OpenFeed(i.ToString(CultureInfo.InvariantCulture), ticks))], new RunOutputs().Add(lines), stop.Token);
        return lines.ById;
    }

    /// <summary>Ticks after which more may come.</summary>
    private sealed class OpenFeed(string name, IReadOnlyList<Trade> ticks) : IFeed, IFeedReader
    {
        private int next;

        public string Name => name;

        public EventTime Earliest => EventTime.MinValue;

        public long Length => 0;

        public long BytesRead => 0;

        public IFeedReader Open() => this;

        public bool Read(EventBatch batch, int maxRows)
        {
            for (; next < ticks.Count && batch.Count < maxRows; next++) batch.Add(ticks[next], next);
            return true;
        }

        public void Dispose()
        {
        }
    }

    private sealed class Lines : ISink
    {
        public Dictionary<string, string> ById { get; } = [];

        public void Write(in DerivedEvent derived)
        {
            using var stream = new MemoryStream();
            using (var writer = new Utf8JsonWriter(stream, DerivedJson.WriterOptions)) DerivedJson.WriteLine(writer, derived);
            ById.Add(derived.Id.ToString(), Encoding.UTF8.GetString(stream.ToArray()).TrimEnd());
        }

        public void Flush()
        {
        }

        public void Dispose()
        {
        }
    }
}
