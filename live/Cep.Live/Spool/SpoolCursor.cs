namespace Cep.Live;

/// <summary>Where a drain reads, and where each entry that it has read ends, so that it can be confirmed.</summary>
/// <remarks>Used under the lock of the spool.</remarks>
internal sealed class SpoolCursor
{
    private readonly SpoolSegments segments;
    private readonly Queue<(long Position, SpoolSegment Segment, long End)> read = [];
    private (SpoolSegment? Segment, long Offset) first;
    private (SpoolSegment? Segment, long Offset) at;
    private long confirmed;

    /// <summary>Begins behind a position, to which it reads its way.</summary>
    public SpoolCursor(SpoolSegments segments, long confirmed)
    {
        this.segments = segments;
        Next = segments.All.Count > 0 ? segments.All[0].First : confirmed + 1;
        this.confirmed = Next - 1;
        if (confirmed > this.confirmed) Confirm(confirmed);
    }

    /// <summary>The position that is read next.</summary>
    public long Next { get; private set; }

    /// <exception cref="SpoolException">The entry was damaged since it was written.</exception>
    public SpoolEntry Read()
    {
        MoveToEntry();
        var (segment, offset) = at;
        var entry = segment!.Read(offset, out var end);
        if (entry is null) throw new SpoolException($"the spool's segment {segment.Path} is damaged at byte {offset}, though it was not when it was opened. Stop, and restore the file or move it away.");
        at = (segment, end);
        Next = entry.Position + 1;
        read.Enqueue((entry.Position, segment, end));
        return entry;
    }

    public void Rewind()
    {
        read.Clear();
        at = first;
        Next = confirmed + 1;
    }

    /// <summary>Lets go of the entries up to a position, reading those that were not read.</summary>
    public void Confirm(long upTo)
    {
        while (Next <= upTo) Read();
        while (read.TryPeek(out var entry) && entry.Position <= upTo)
        {
            first = (entry.Segment, entry.End);
            read.Dequeue();
        }

        confirmed = upTo;
    }

    /// <summary>When the first entry that was not confirmed was put in; null when there is none.</summary>
    public DateTimeOffset? OldestTime()
    {
        var (segment, offset) = Settle(first, confirmed + 1);
        return segment?.TimeAt(offset);
    }

    private void MoveToEntry() => at = Settle(at, Next);

    /// <summary>The end of a segment is the beginning of the next one.</summary>
    private (SpoolSegment? Segment, long Offset) Settle((SpoolSegment? Segment, long Offset) place, long next)
    {
        if (place.Segment is { } segment && next < segment.Next) return place;
        var holding = segments.All.FirstOrDefault(candidate => candidate.First <= next && next < candidate.Next)
            ?? segments.All.FirstOrDefault(candidate => candidate.First > next && candidate.Next > candidate.First);
        return (holding, SpoolSegment.HeadBytes);
    }
}
