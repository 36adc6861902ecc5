using System.Text.Json;

namespace Cep.Live;

/// <summary>Derived events as lines of JSON, put in order and compared.</summary>
internal static class DerivedLines
{
    /// <summary>By time, rule and key; what is equal in these by its text, which has the id and the causes.</summary>
    public static List<string> InTotalOrder(IEnumerable<string> lines) => [.. lines
        .Select(line => (Line: line, Place: PlaceOf(line)))
        .OrderBy(entry => entry.Place.Time, StringComparer.Ordinal)
        .ThenBy(entry => entry.Place.Rule, StringComparer.Ordinal)
        .ThenBy(entry => entry.Place.Key, StringComparer.Ordinal)
        .ThenBy(entry => entry.Line, StringComparer.Ordinal)
        .Select(entry => entry.Line)];

    /// <summary>How many there are of each rule.</summary>
    public static string Counts(IEnumerable<string> lines) => string.Join(", ", lines.CountBy(line => PlaceOf(line).Rule).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key} {pair.Value}"));

    /// <summary>Fails unless both are the same, byte for byte, and says what is too few and what is too many.</summary>
    public static void CheckSame(List<string> expected, List<string> found, string folder)
    {
        Assert.NotEmpty(expected);
        if (expected.SequenceEqual(found, StringComparer.Ordinal)) return;
        File.WriteAllLines(Path.Combine(folder, "expected.jsonl"), expected);
        File.WriteAllLines(Path.Combine(folder, "found.jsonl"), found);
        var (missing, extra) = (Without(expected, found), Without(found, expected));
        var known = expected.ToHashSet(StringComparer.Ordinal);
        Assert.Fail($"""
            {found.Count} derived events were found, {expected.Count} are expected: {missing.Count} are missing, {extra.Count} are too many, of which {extra.Count(known.Contains)} came twice. All is in {folder}.
            missing: {string.Join('\n', missing.Take(3))}
            too many: {string.Join('\n', extra.Take(3))}
            """);
    }

    /// <summary>What is in the first more often than in the second.</summary>
    private static List<string> Without(List<string> lines, List<string> others)
    {
        var left = others.CountBy(line => line).ToDictionary();
        var without = new List<string>();
        foreach (var line in lines)
        {
            if (left.GetValueOrDefault(line) is var count && count > 0) left[line] = count - 1;
            else without.Add(line);
        }

        return without;
    }

    private static (string Time, string Rule, string Key) PlaceOf(string line)
    {
        using var json = JsonDocument.Parse(line);
        return (json.RootElement.GetProperty("time").GetString()!, json.RootElement.GetProperty("rule").GetString()!, json.RootElement.GetProperty("key").GetString()!);
    }
}
