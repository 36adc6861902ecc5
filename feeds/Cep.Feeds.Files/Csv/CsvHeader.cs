using System.Text;

namespace Cep.Feeds.Files;

/// <summary>The first line of a CSV: it tells the delimiter and the columns' names.</summary>
internal static class CsvHeader
{
    /// <summary>The delimiter among comma, semicolon and tab that the line holds most often.</summary>
    public static byte GuessDelimiter(ReadOnlySpan<byte> line)
    {
        var best = (byte)',';
        foreach (var candidate in ";\t"u8)
        {
            if (line.Count(candidate) > line.Count(best)) best = candidate;
        }

        return best;
    }

    /// <summary>The columns' names, without quotes and the spaces around them.</summary>
    public static IReadOnlyList<string> Split(ReadOnlySpan<byte> line, byte delimiter)
    {
        var ends = new int[RowReader.MaxFields];
        var fields = new byte[line.Length];
        var count = Math.Min(QuotedRow.Split(line, delimiter, fields, ends, out _), ends.Length);
        var names = new List<string>(count);
        for (var i = 0; i < count; i++)
        {
            var start = i == 0 ? 0 : ends[i - 1] + 1;
            names.Add(Encoding.UTF8.GetString(fields, start, ends[i] - start).Trim());
        }

        return names;
    }
}
