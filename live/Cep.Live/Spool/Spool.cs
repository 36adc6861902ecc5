using System.Buffers;

namespace Cep.Live;

/// <summary>
/// Derived events on disk, in order, while the broker is away: bounded, checksummed, and safe against a kill at any byte.
/// </summary>
/// <remarks>
/// An entry that was taken survives a kill of the process; <see cref="Flush"/> makes all of them survive a failure of the
/// machine, and is to be called before a position is committed that rests on them. A drain reads entries, publishes them and
/// confirms the last position; after a failure it rewinds and reads them again. Safe on any thread. Once it is closed, what it
/// tells of itself stays as it was last.
/// </remarks>
public sealed class Spool : IDisposable
{
    private const string LockName = "lock";
    private readonly Lock gate = new();
    private readonly SpoolSettings settings;
    private readonly TimeProvider clock;
    private readonly long segmentBytes;
    private readonly FileStream processLock;
    private readonly SpoolPosition position;
    private readonly SpoolSegments segments;
    private readonly SpoolCursor cursor;
    private readonly ArrayBufferWriter<byte> buffer = new();
    private readonly List<string> repairs = [];
    private long confirmed;
    private long next;
    private long dropped;
    private bool isClosed;

    /// <summary>Opens a spool, and makes its folder when it is missing.</summary>
    /// <param name="settings">Folder, size and what happens when it is full.</param>
    /// <param name="clock">The clock by which ages are told.</param>
    /// <exception cref="SpoolException">Another process uses it, a segment is damaged or missing, or the folder can't be used.</exception>
    public Spool(SpoolSettings settings, TimeProvider clock)
    {
        this.settings = settings ?? throw new ArgumentNullException(nameof(settings));
        this.clock = clock;
        segmentBytes = Math.Clamp(settings.Size.Bytes / 8, 1 << 13, 64 << 20);
        processLock = LockFolder(settings.Directory);
        try
        {
            position = new SpoolPosition(settings.Directory);
            if (SpoolSegments.IsNone(settings.Directory) && position.Confirmed is null) position.Write(0, 0);
            segments = new SpoolSegments(settings.Directory, position.Confirmed ?? long.MaxValue - 1, repairs);
            confirmed = position.Confirmed ?? (segments.All.Count > 0 ? segments.All[0].First - 1 : 0);
            if (position.Confirmed is null) repairs.Add($"the spool in {settings.Directory} has lost how far it was drained; it begins with its oldest entry, {confirmed + 1}, and readers may see some again.");
            next = Math.Max(segments.Next, confirmed + 1);
            dropped = position.Dropped;
            segments.DeleteUpTo(confirmed);
            cursor = new SpoolCursor(segments, confirmed);
        }
        catch (Exception error)
        {
            position?.Dispose();
            segments?.Dispose();
            processLock.Dispose();
            if (error is SpoolException or not (IOException or UnauthorizedAccessException)) throw;
            throw new SpoolException($"the spool in {settings.Directory} can't be opened: {error.Message}", error);
        }
    }

    /// <summary>Its folder.</summary>
    public string Folder => settings.Directory;

    /// <summary>What was mended when it was opened, each a sentence for the log; empty as a rule.</summary>
    public IReadOnlyList<string> Repairs => repairs;

    /// <summary>Entries that were not confirmed.</summary>
    public long Entries
    {
        get
        {
            lock (gate) return next - 1 - confirmed;
        }
    }

    /// <summary>Bytes on disk.</summary>
    public long Bytes
    {
        get
        {
            lock (gate) return segments.Bytes;
        }
    }

    /// <summary>Entries that were dropped because it was full, ever.</summary>
    public long Dropped
    {
        get
        {
            lock (gate) return dropped;
        }
    }

    /// <summary>
    /// How many entries it was given up to the last one that it took, the dropped ones among them: whoever fills it with what a
    /// run derives knows from this how far the run had come.
    /// </summary>
    public long Given
    {
        get
        {
            lock (gate) return next - 1 + position.Dropped;
        }
    }

    /// <summary>Position of the last confirmed entry; 0 when there was none.</summary>
    public long Confirmed
    {
        get
        {
            lock (gate) return confirmed;
        }
    }

    /// <summary>Position of the last entry; 0 when there was none.</summary>
    public long Last
    {
        get
        {
            lock (gate) return next - 1;
        }
    }

    /// <summary>Age of the oldest entry that was not confirmed; zero when there is none.</summary>
    public TimeSpan OldestAge
    {
        get
        {
            lock (gate)
            {
                if (isClosed || next - 1 == confirmed || cursor.OldestTime() is not { } time) return TimeSpan.Zero;
                var age = clock.GetUtcNow() - time;
                return age > TimeSpan.Zero ? age : TimeSpan.Zero;
            }
        }
    }

    /// <summary>Puts an entry at the end.</summary>
    /// <returns>What became of it; with <see cref="SpoolFullAction.StopInput"/> a full spool refuses, and the caller waits.</returns>
    /// <exception cref="SpoolException">It is full and that was to be a failure, or it can't be written.</exception>
    public SpoolResult Append(SpoolEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        lock (gate)
        {
            buffer.ResetWrittenCount();
            SpoolCodec.Write(buffer, entry with { Position = next, Time = clock.GetUtcNow() });
            if (buffer.WrittenCount + SpoolSegment.HeadBytes > settings.Size.Bytes) throw new SpoolException($"a derived event for topic '{entry.Topic}' has {buffer.WrittenCount} bytes, more than the whole spool may take ({settings.Size}); raise spool.size.");
            if (segments.Bytes + buffer.WrittenCount + SpoolSegment.HeadBytes > settings.Size.Bytes) return Refuse();
            try
            {
                // How many were dropped before an entry is known wherever the entry is.
                if (position.Dropped != dropped) position.Write(confirmed, dropped);
                segments.ForAppend(next, segmentBytes).Append(buffer.WrittenSpan);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new SpoolException($"the spool in {settings.Directory} can't be written: {error.Message.TrimEnd('.')}; make room or check the permissions.", error);
            }

            next++;
            return SpoolResult.Taken;
        }
    }

    /// <summary>Makes what was taken durable against a failure of the machine. Whole segments are so already.</summary>
    public void Flush()
    {
        lock (gate)
        {
            if (segments.All.Count > 0) segments.All[^1].Flush();
        }
    }

    /// <summary>Reads on, in order. Nothing of it is gone before it is confirmed.</summary>
    /// <param name="max">How many to read at the most.</param>
    /// <returns>Fewer, or none, when there are no more.</returns>
    /// <exception cref="SpoolException">An entry was damaged since it was written.</exception>
    public IReadOnlyList<SpoolEntry> Read(int max)
    {
        lock (gate)
        {
            List<SpoolEntry> entries = [];
            while (entries.Count < max && cursor.Next < next) entries.Add(cursor.Read());
            return entries;
        }
    }

    /// <summary>Goes back to the first entry that was not confirmed.</summary>
    public void Rewind()
    {
        lock (gate) cursor.Rewind();
    }

    /// <summary>
    /// All entries up to a position were published; durable when this returns. A position that was kept elsewhere, as in the
    /// transaction that published the entries, may be confirmed right after opening.
    /// </summary>
    /// <param name="upTo">The position; an earlier one than before changes nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no entry at that position.</exception>
    public void Confirm(long upTo)
    {
        lock (gate)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(upTo, next);
            if (upTo <= confirmed) return;
            cursor.Confirm(upTo);
            position.Write(upTo, position.Dropped);
            confirmed = upTo;
            segments.DeleteUpTo(confirmed);
        }
    }

    /// <summary>Flushes and closes.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            if (isClosed) return;
            isClosed = true;
            if (segments.All.Count > 0) segments.All[^1].Flush();
            segments.Dispose();
            position.Dispose();
            processLock.Dispose();
        }
    }

    private SpoolResult Refuse()
    {
        if (settings.WhenFull == SpoolFullAction.StopInput) return SpoolResult.Full;
        if (settings.WhenFull == SpoolFullAction.Fail) throw new SpoolException($"the spool in {settings.Directory} is full ({settings.Size}), and spool.whenFull is fail. Bring the broker back, or give the spool more room with spool.size.");
        dropped++;
        return SpoolResult.Dropped;
    }

    private static FileStream LockFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return new FileStream(Path.Combine(folder, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SpoolException($"the spool in {folder} can't be opened: {error.Message.TrimEnd('.')}. Another process may be using it; each needs a folder of its own.", error);
        }
    }
}
