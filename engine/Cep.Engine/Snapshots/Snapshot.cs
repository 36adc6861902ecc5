using System.Buffers.Binary;
using System.IO.Hashing;

namespace Cep;

/// <summary>
/// A run as it stood at a quiet point: how far each feed was read, what waited for its turn, and all that the rules keep.
/// A run that starts with it derives what the run would have gone on to derive, byte for byte, with any number of shards.
/// </summary>
/// <remarks>
/// Immutable; safe for any thread. As bytes: eight letters that name the format and its version, XXH3-64 (seed 0) of what
/// follows, its length as 8 bytes, both little-endian, and then the content.
/// </remarks>
public sealed class Snapshot
{
    private const int HeaderLength = 24;
    private static readonly byte[] Magic = "CEPSNAP1"u8.ToArray();
    private readonly ReadOnlyMemory<byte> content;

    internal Snapshot(ReadOnlyMemory<byte> content)
    {
        this.content = content;
        var reader = new StateReader(content);
        Time = new EventTime(reader.Read<long>());
        NextSequence = reader.Read<long>();
        Positions = ReadPositions(reader);
        Symbols = new SavedSymbols(reader.Read<string[]>());
        Sequencing = reader.ReadBlock();
        Rules = reader.ReadBlock();
    }

    /// <summary>The event time that the run had reached.</summary>
    public EventTime Time { get; }

    /// <summary>The sequence number of the next event.</summary>
    public long NextSequence { get; }

    /// <summary>Where each open feed has to be opened: <see cref="EventBatch.ResumeAt"/> of the last batch taken, −1 for one that can only be read from its beginning.</summary>
    public IReadOnlyDictionary<string, long> Positions { get; }

    internal SavedSymbols Symbols { get; }

    internal ReadOnlyMemory<byte> Sequencing { get; }

    internal ReadOnlyMemory<byte> Rules { get; }

    /// <summary>The snapshot as bytes.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[HeaderLength + content.Length];
        Magic.CopyTo(bytes, 0);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8), XxHash3.HashToUInt64(content.Span));
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), content.Length);
        content.CopyTo(bytes.AsMemory(HeaderLength));
        return bytes;
    }

    /// <summary>Reads what <see cref="ToBytes"/> gave.</summary>
    /// <exception cref="SnapshotException">It is no snapshot, of another format, cut short or damaged.</exception>
    public static Snapshot FromBytes(ReadOnlyMemory<byte> bytes)
    {
        var span = bytes.Span;
        if (span.Length < HeaderLength || !span[..7].SequenceEqual(Magic.AsSpan(0, 7))) throw new SnapshotException("This is no snapshot: it does not begin with its mark.");
        if (span[7] != Magic[7]) throw new SnapshotException($"The snapshot has format {(char)span[7]}, this program reads {(char)Magic[7]}. Start from the log, or with the program that wrote it.");
        var length = BinaryPrimitives.ReadInt64LittleEndian(span[16..]);
        if (length != span.Length - HeaderLength) throw new SnapshotException($"The snapshot is cut short: {span.Length - HeaderLength} bytes of {length}. Use an older one.");
        var content = bytes[HeaderLength..];
        if (XxHash3.HashToUInt64(content.Span) != BinaryPrimitives.ReadUInt64LittleEndian(span[8..])) throw new SnapshotException("The snapshot is damaged: its checksum differs. Use an older one.");
        var own = content.ToArray();
        return Decode(() => new Snapshot(own));
    }

    /// <summary>
    /// Reads from the content of a snapshot. The checksum tells damage, but not bytes that another program, or nobody, meant:
    /// whatever is impossible in them ends as one fault.
    /// </summary>
    /// <exception cref="SnapshotException">It can't be read.</exception>
    internal static T Decode<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (fault is not SnapshotException)
        {
            throw new SnapshotException($"The snapshot holds what its writer can't have meant, although its checksum fits: {fault.Message} Use an older one, or start from the log.", fault);
        }
    }

    /// <inheritdoc cref="Decode{T}"/>
    internal static void Decode(Action read) => Decode(() =>
    {
        read();
        return true;
    });

    /// <summary>Puts the parts of a snapshot together.</summary>
    internal static Snapshot Of(long time, long nextSequence, IReadOnlyDictionary<string, long> positions, SavedSymbols symbols, StateWriter sequencing, StateWriter rules)
    {
        var writer = new StateWriter();
        writer.Write(time);
        writer.Write(nextSequence);
        writer.Write(positions.Count);
        foreach (var (feed, position) in positions)
        {
            writer.Write(feed);
            writer.Write(position);
        }

        writer.Write(symbols.Names.ToArray());
        writer.WriteBlock(sequencing.Written);
        writer.WriteBlock(rules.Written);
        return new Snapshot(writer.Written);
    }

    private static SortedDictionary<string, long> ReadPositions(StateReader reader)
    {
        var positions = new SortedDictionary<string, long>(StringComparer.Ordinal);
        for (var left = reader.Read<int>(); left > 0; left--) positions.Add(reader.Read<string>(), reader.Read<long>());
        return positions;
    }
}
