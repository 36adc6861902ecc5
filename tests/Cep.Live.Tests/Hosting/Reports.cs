using System.Text;
using System.Text.Json;
using Confluent.Kafka;

namespace Cep.Live.Hosting;

/// <summary>For each trade a text as long as the trade is large, which compresses to half at the best.</summary>
[Rule("reports")]
internal sealed class Reports : Rule<Trade, string>
{
    public override IObservable<string> Query(EventStream<Trade> events) => events.Select(static trade => new Random(7).GetHexString((int)trade.Size));

    /// <summary>Writes trades of these sizes, a second from each other, and one an hour later that brings time on.</summary>
    /// <returns>Their times.</returns>
    public static string[] Write(string bootstrap, string topic, params int[] sizes) => Write(bootstrap, topic, [.. sizes.Select(static size => ((string?)null, size))]);

    /// <summary>As the other one, with a header <c>traceparent</c> where one is given.</summary>
    public static string[] Write(string bootstrap, string topic, IReadOnlyList<(string? Trace, int Size)> trades)
    {
        var times = trades.Select((_, i) => $"2026-03-16T14:30:{i:D2}Z").Append("2026-03-16T15:30:00Z").ToArray();
        using var producer = new ProducerBuilder<string, string>(new ProducerConfig { BootstrapServers = bootstrap }).Build();
        foreach (var (time, (trace, size)) in times.Zip(trades.Append((null, 1))))
        {
            var headers = new Headers();
            if (trace is not null) headers.Add("traceparent", Encoding.ASCII.GetBytes(trace));
            producer.Produce(topic, new() { Key = "ACME", Headers = headers, Value = $$"""{"time":"{{time}}","symbol":"ACME","price":10,"size":{{size}}}""" });
        }

        producer.Flush(TimeSpan.FromSeconds(10));
        return times;
    }

    /// <summary>The length of the text in a derived event.</summary>
    public static int LengthOf(string derived)
    {
        using var document = JsonDocument.Parse(derived);
        return document.RootElement.GetProperty("data").GetString()!.Length;
    }

    /// <summary>The lengths of all texts in a topic, but not that of the last trade.</summary>
    public static IEnumerable<int> LengthsIn(OutputTopic output) => output.ById.Values.Select(LengthOf).Where(static length => length > 1).Order();
}
