using System.Globalization;
using System.Text;

namespace Cep.Testing;

/// <summary>
/// Draws expected and actual derived events as marbles on one ruler of time, a letter for each payload, and lists the
/// differences. Keys without a difference are only counted; of many times those from the first difference on are drawn.
/// </summary>
internal sealed class MarblePicture
{
    private const int MaxColumns = 8;
    private const int MaxKeys = 8;
    private const int MaxDifferences = 20;

    private readonly IReadOnlyList<MarbleCell> cells;
    private readonly string typeName;
    private readonly List<string> keys;
    private readonly List<EventTime> times;
    private readonly Dictionary<(string Key, EventTime Time), MarbleCell> drawn;
    private readonly MarbleLetters letters = new();
    private readonly StringBuilder text = new();

    public MarblePicture(IReadOnlyList<MarbleCell> cells, string typeName)
    {
        this.cells = cells;
        this.typeName = typeName;
        keys = [.. cells.Where(cell => !cell.IsEqual).Select(cell => cell.Key).Distinct().Order(StringComparer.Ordinal).Take(MaxKeys)];
        var all = cells.Where(cell => keys.Contains(cell.Key)).ToList();
        var distinct = all.Select(cell => cell.Time).Distinct().ToList();
        var first = distinct.IndexOf(all.First(cell => !cell.IsEqual).Time);
        times = [.. distinct.Skip(distinct.Count <= MaxColumns ? 0 : Math.Max(0, first - 1)).Take(MaxColumns)];
        drawn = all.Where(cell => times.Contains(cell.Time)).ToDictionary(cell => (cell.Key, cell.Time));
        foreach (var pair in drawn.Values.SelectMany(cell => cell.Pairs))
        {
            letters.Add(pair.Expected);
            letters.Add(pair.Actual);
        }
    }

    /// <summary>The whole message of a failed expectation.</summary>
    public override string ToString()
    {
        text.Clear();
        WriteHeading();
        WriteMarbles();
        letters.WriteLegend(text);
        WriteDifferences();
        return text.ToString().TrimEnd('\n');
    }

    private void WriteHeading()
    {
        var pairs = cells.SelectMany(cell => cell.Pairs).ToList();
        var expected = pairs.Count(pair => pair.Expected is not null);
        var actual = pairs.Count(pair => pair.Actual is not null);
        var differing = pairs.Count(pair => !pair.IsEqual);
        Write($"Expected {expected} derived events of type {typeName}, got {actual}; {differing} of them differ.\n\n");
    }

    private void WriteMarbles()
    {
        var days = times.Select(TapeTime.DayOf).Distinct().Count();
        var labels = times.ConvertAll(time => days == 1 ? TapeTime.Short(time) : $"{TapeTime.DayOf(time)} {TapeTime.Short(time)}");
        var widths = times.ConvertAll(time => 2 + Math.Max(
            labels[times.IndexOf(time)].Length,
            keys.Max(key => Math.Max(Marble(key, time, ofExpected: true).Length, Marble(key, time, ofExpected: false).Length))));
        var left = Math.Max(keys.Max(key => key.Length), 10);
        Write($"{(days == 1 ? TapeTime.DayOf(times[0]) : "").PadRight(left)}            ");
        for (var i = 0; i < times.Count; i++) text.Append(labels[i].PadRight(widths[i]));
        TrimLine();
        foreach (var key in keys)
        {
            WriteLine(key.PadRight(left) + "  expected  ", key, widths, ofExpected: true);
            WriteLine("".PadRight(left) + "  actual    ", key, widths, ofExpected: false);
        }

        var others = cells.Select(cell => cell.Key).Distinct().Count() - keys.Count;
        if (others > 0) Write($"Not drawn: {others} other keys.\n");
        text.Append('\n');
    }

    private void WriteLine(string label, string key, List<int> widths, bool ofExpected)
    {
        text.Append(label);
        for (var i = 0; i < times.Count; i++) text.Append(Marble(key, times[i], ofExpected).PadRight(widths[i], '-'));
        text.Append("|\n");
    }

    /// <summary>The marbles of a cell: a letter, several in brackets, a dash for none.</summary>
    private string Marble(string key, EventTime time, bool ofExpected)
    {
        if (!drawn.TryGetValue((key, time), out var cell)) return "-";
        var marbles = string.Concat(cell.Pairs.Select(pair => letters.Of(ofExpected ? pair.Expected : pair.Actual)));
        return marbles.Length switch { 0 => "-", 1 => marbles, _ => $"({marbles})" };
    }

    private void WriteDifferences()
    {
        var differences = cells.SelectMany(cell => cell.Pairs.Where(pair => !pair.IsEqual).Select(pair => (cell, pair))).ToList();
        foreach (var (cell, pair) in differences.Take(MaxDifferences))
        {
            Write($"{cell.Key} at {cell.Time}\n");
            Write($"  expected  {pair.Expected ?? "nothing"}\n");
            Write($"  actual    {pair.Actual ?? "nothing"}\n");
        }

        if (differences.Count > MaxDifferences) Write($"… and {differences.Count - MaxDifferences} more.\n");
    }

    private void TrimLine()
    {
        while (text[^1] == ' ') text.Length--;
        text.Append('\n');
    }

    private void Write(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture));
}
