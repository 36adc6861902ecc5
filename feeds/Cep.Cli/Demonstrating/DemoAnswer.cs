using System.Text;
using System.Text.Json;

namespace Cep.Cli;

/// <summary>What a replay derives from the ticks that were sent: the same engine, with no broker beside it.</summary>
internal sealed class DemoAnswer : ISink
{
    private readonly Dictionary<string, string> lines = new(StringComparer.Ordinal);
    private readonly MemoryStream text = new();

    /// <summary>The derived events of every Kafka partition, as lines by id.</summary>
    public static IReadOnlyDictionary<string, string> Of(DemoTicks ticks, int sent, IReadOnlyList<Rule> rules)
    {
        using var answer = new DemoAnswer();
        for (var partition = 0; partition < ticks.Partitions; partition++)
        {
            using var stop = new CancellationTokenSource();
            var options = new EngineOptions { ReadAhead = false, OnQuiet = _ => stop.Cancel() };
            new Engine(rules, options).Run([ticks.FeedOf(partition, sent)], new RunOutputs().Add(answer), stop.Token);
        }

        return answer.lines;
    }

    public void Write(in DerivedEvent derived)
    {
        text.SetLength(0);
        using (var writer = new Utf8JsonWriter(text, DerivedJson.WriterOptions)) DerivedJson.WriteLine(writer, derived);
        lines.Add(derived.Id.ToString(), Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length));
    }

    public void Flush()
    {
    }

    public void Dispose() => text.Dispose();
}
