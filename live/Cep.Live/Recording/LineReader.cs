namespace Cep.Live;

/// <summary>Reads lines as bytes and knows where each ends. What has no line end is no line yet.</summary>
/// <param name="stream">Where they stand; is disposed of with the reader.</param>
/// <param name="start">Where in its file the stream stands.</param>
internal sealed class LineReader(Stream stream, long start) : IDisposable
{
    private byte[] buffer = new byte[1 << 16];
    private int first;
    private int filled;

    /// <summary>Where the last line ends, with its line end.</summary>
    public long End { get; private set; } = start;

    /// <summary>The next line without its end.</summary>
    /// <returns>False when there is none.</returns>
    public bool Next(out ReadOnlySpan<byte> line)
    {
        var searched = first;
        int at;
        while ((at = buffer.AsSpan(searched, filled - searched).IndexOf((byte)'\n')) < 0)
        {
            searched = filled - first;
            if (!Fill())
            {
                line = default;
                return false;
            }
        }

        var end = searched + at;
        line = buffer.AsSpan(first, end - first);
        End += line.Length + 1;
        first = end + 1;
        return true;
    }

    public void Dispose() => stream.Dispose();

    /// <summary>Reads on, with what is not used up moved to the front.</summary>
    private bool Fill()
    {
        buffer.AsSpan(first, filled - first).CopyTo(buffer);
        (first, filled) = (0, filled - first);
        if (filled == buffer.Length) Array.Resize(ref buffer, filled * 2);
        var read = stream.Read(buffer.AsSpan(filled));
        filled += read;
        return read > 0;
    }
}
