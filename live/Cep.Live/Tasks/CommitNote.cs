using System.Globalization;

namespace Cep.Live;

/// <summary>
/// What a task commits beside an offset: the heartbeats that the clock made since a snapshot, which are part of the log and
/// nowhere else. Those made at the same place are one, the last.
/// </summary>
/// <param name="Since">The next sequence number of the snapshot from which on they are told; 0 for the beginning of the log.</param>
/// <param name="Heartbeats">Offset before which the feed had been read, and time; in order.</param>
internal sealed record CommitNote(long Since, IReadOnlyList<(long Offset, long Time)> Heartbeats)
{
    /// <summary>Kafka takes 4,096 bytes; a heartbeat takes up to 40.</summary>
    public const int MaxHeartbeats = 80;

    private const string Version = "cep1";

    public static CommitNote None { get; } = new(0, []);

    /// <summary>Reads what <see cref="ToString"/> gave; nothing for what another program committed.</summary>
    /// <exception cref="SnapshotException">It is damaged or of another version.</exception>
    public static CommitNote Parse(string text)
    {
        if (text.Length == 0) return None;
        var parts = text.Split(' ');
        if (parts[0] != Version) throw new SnapshotException($"The committed offset carries '{text[..Math.Min(text.Length, 40)]}', which this program did not write. Choose another group, or delete its offsets.");
        try
        {
            var heartbeats = parts.Skip(2).Select(part => part.Split(':')).Select(pair => (Number(pair[0]), Number(pair[1]))).ToList();
            return new CommitNote(Number(parts[1]), heartbeats);
        }
        catch (Exception fault) when (fault is FormatException or OverflowException or IndexOutOfRangeException)
        {
            throw new SnapshotException($"What is committed beside the offset can't be read: '{text[..Math.Min(text.Length, 40)]}'. Choose another group, or delete its offsets.", fault);
        }
    }

    /// <summary>The note with one more heartbeat. It may stand before others, which were made before a recovery and come again.</summary>
    public CommitNote With(long offset, long time) =>
        this with { Heartbeats = [.. Heartbeats.TakeWhile(beat => beat.Offset < offset), (offset, time), .. Heartbeats.SkipWhile(beat => beat.Offset <= offset)] };

    public override string ToString() =>
        string.Join(' ', [Version, Text(Since), .. Heartbeats.Select(beat => $"{Text(beat.Offset)}:{Text(beat.Time)}")]);

    private static long Number(string text) => long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
