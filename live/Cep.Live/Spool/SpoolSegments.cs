namespace Cep.Live;

/// <summary>The segments of a spool, oldest first, and what was mended when they were opened.</summary>
/// <remarks>Used under the lock of the spool.</remarks>
internal sealed class SpoolSegments : IDisposable
{
    private readonly string folder;
    private readonly List<SpoolSegment> all = [];

    /// <exception cref="SpoolException">A segment before the last one is damaged or missing.</exception>
    public SpoolSegments(string folder, long confirmed, List<string> repairs)
    {
        this.folder = folder;
        var paths = Directory.GetFiles(folder, "*" + SpoolSegment.Ending).Order(StringComparer.Ordinal).ToList();
        foreach (var (index, path) in paths.Index())
        {
            var segment = SpoolSegment.Open(path, out var intact);
            if (!intact) segment = Mend(segment, path, isLast: index == paths.Count - 1, repairs);
            if (segment is null) continue;
            all.Add(segment);
            CheckFollows(segment, confirmed);
        }
    }

    public IReadOnlyList<SpoolSegment> All => all;

    /// <summary>Whether a folder holds no segment.</summary>
    public static bool IsNone(string folder) => !Directory.EnumerateFiles(folder, "*" + SpoolSegment.Ending).Any();

    public long Bytes => all.Sum(segment => segment.Length);

    /// <summary>The position after the last entry; 1 when there was never one.</summary>
    public long Next => all.Count > 0 ? all[^1].Next : 1;

    /// <summary>The segment to append to: the last one, or a new one when that is long enough or does not end where the next entry begins.</summary>
    public SpoolSegment ForAppend(long next, long maxBytes)
    {
        if (all.Count > 0 && all[^1].Length < maxBytes && all[^1].Next == next) return all[^1];
        if (all.Count > 0) all[^1].Flush();
        all.Add(SpoolSegment.Create(folder, next));
        return all[^1];
    }

    /// <summary>Deletes the segments all of whose entries were confirmed.</summary>
    public void DeleteUpTo(long confirmed)
    {
        while (all.Count > 0 && all[0].Next <= confirmed + 1)
        {
            all[0].Delete();
            all.RemoveAt(0);
        }
    }

    public void Dispose()
    {
        foreach (var segment in all) segment.Dispose();
    }

    /// <summary>A crash tears the end of the last segment and nothing else.</summary>
    private static SpoolSegment? Mend(SpoolSegment? segment, string path, bool isLast, List<string> repairs)
    {
        if (!isLast)
        {
            var place = segment is null ? "at its head" : $"at byte {segment.Length}, after position {segment.Next - 1}";
            segment?.Dispose();
            throw new SpoolException($"the spool's segment {path} is damaged {place}, though it is not the last one: a disk fault, no crash. Restore the file, or move it away to go on without its entries.");
        }

        if (segment is null)
        {
            File.Move(path, path + ".cut", overwrite: true);
            repairs.Add($"the spool's segment {path} broke off before its first entry; what there was of it is kept in {path}.cut.");
            return null;
        }

        var cut = segment.CutTail();
        repairs.Add($"the spool's segment {path} broke off within an entry; {cut} bytes after position {segment.Next - 1} were cut off and kept in {path}.cut.");
        return segment;
    }

    /// <summary>Entries may be missing only where they were confirmed.</summary>
    private void CheckFollows(SpoolSegment segment, long confirmed)
    {
        var expected = all.Count > 1 ? all[^2].Next : confirmed + 1;
        if (segment.First < expected && all.Count > 1) throw new SpoolException($"the spool's segment {segment.Path} begins at position {segment.First}, but {expected} is next; move one of the two segments away.");
        if (segment.First > expected && segment.First > confirmed + 1)
        {
            throw new SpoolException($"the spool lacks a segment: positions {Math.Max(expected, confirmed + 1)} to {segment.First - 1} are missing before {segment.Path}. Restore it, or move the later segments away.");
        }
    }
}
