namespace Cep.Feeds.Files;

/// <summary>Splits a line that holds quotes: a field that begins with a quote ends with one, and <c>""</c> within it is a quote.</summary>
internal static class QuotedRow
{
    /// <summary>Writes the fields without their quotes, one byte between them, and where each ends.</summary>
    /// <returns>How many fields there are; those beyond the length of <paramref name="ends"/> are only counted.</returns>
    public static int Split(ReadOnlySpan<byte> line, byte delimiter, Span<byte> fields, Span<int> ends, out string? problem)
    {
        var count = 0;
        var written = 0;
        problem = null;
        while (true)
        {
            var used = line.Length > 0 && line[0] == '"'
                ? TakeQuoted(line, fields[written..], out var length)
                : TakePlain(line, delimiter, fields[written..], out length);
            written += length;
            if (count < ends.Length) ends[count] = written;
            count++;
            if (used < 0 || (used < line.Length && line[used] != delimiter))
            {
                problem = used < 0 ? $"field {count} opens a quote and does not close it" : $"field {count} goes on after its closing quote";
                return count;
            }

            if (used == line.Length) return count;
            line = line[(used + 1)..];
            written++;
        }
    }

    private static int TakePlain(ReadOnlySpan<byte> line, byte delimiter, Span<byte> field, out int length)
    {
        var end = line.IndexOf(delimiter);
        length = end < 0 ? line.Length : end;
        line[..length].CopyTo(field);
        return length;
    }

    private static int TakeQuoted(ReadOnlySpan<byte> line, Span<byte> field, out int length)
    {
        length = 0;
        for (var i = 1; i < line.Length; i++)
        {
            if (line[i] == '"')
            {
                if (i + 1 == line.Length || line[i + 1] != '"') return i + 1;
                i++;
            }

            field[length++] = line[i];
        }

        return -1;
    }
}
