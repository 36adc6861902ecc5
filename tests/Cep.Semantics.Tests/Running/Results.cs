using System.Globalization;
using System.Text.Json;

namespace Cep.Semantics.Running;

/// <summary>Everything that a run of an example gave, as rows whose cells have the names of the document's columns.</summary>
internal sealed class Results : ISink, IDeadLetterSink
{
    public List<Dictionary<string, string>> Derived { get; } = [];

    public List<Dictionary<string, string>> DeadLetters { get; } = [];

    public List<Dictionary<string, string>> Late { get; } = [];

    public List<Dictionary<string, string>> Of(string kind) => kind switch
    {
        "derived" => Derived,
        "dead letter" => DeadLetters,
        "late" => Late,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A table of results starts with derived, dead letter or late."),
    };

    public void Write(in DerivedEvent derived)
    {
        var row = new Dictionary<string, string>
        {
            ["derived"] = Text(Derived.Count),
            ["time"] = derived.Time.ToString(),
            ["rule"] = derived.Rule.Name,
            ["key"] = derived.Key,
            ["ordinal"] = Text(derived.Ordinal),
            ["id"] = derived.Id.ToString(),
            ["status"] = derived.Status.ToString(),
            ["causes"] = $"{Text(derived.Causes.First)} to {Text(derived.Causes.Last)}, {Text(derived.Causes.Count)} in all",
        };
        foreach (var property in JsonSerializer.SerializeToElement(derived.BoxPayload(), DerivedJson.Options).EnumerateObject())
        {
            row[property.Name] = property.Value.ToString();
        }

        Derived.Add(row);
    }

    public void Write(DeadLetter letter) => DeadLetters.Add(new Dictionary<string, string>
    {
        ["dead letter"] = Text(DeadLetters.Count),
        ["event"] = Text(letter.Position),
        ["time"] = letter.Time.ToString(),
        ["reason"] = letter.Reason.ToString(),
        ["rule"] = letter.Source,
        ["key"] = letter.Key ?? "",
        ["message"] = letter.Message,
    });

    public void Write(LateEvent late) => Late.Add(new Dictionary<string, string>
    {
        ["late"] = Text(Late.Count),
        ["feed"] = late.Feed,
        ["row"] = Text(late.Position),
        ["time"] = late.Time.ToString(),
        ["reached"] = late.Reached.ToString(),
        ["by"] = Duration.Format(late.By),
    });

    public void Flush()
    {
    }

    public void Dispose()
    {
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
