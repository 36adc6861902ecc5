using System.Globalization;
using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cep.Live;

/// <summary>
/// A line of a recording's log: one of a beginning, events, a heartbeat or a commit. On disk it is JSON, a blank and the
/// XXH3 of the JSON, so that a damaged line is known as such.
/// </summary>
internal sealed record RecordedLine
{
    private const int ChecksumLetters = 16;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The first line says with what the recording begins.</summary>
    public RecordedBeginning? Beginning { get; init; }

    /// <summary>Events of a feed came.</summary>
    public RecordedEvents? Events { get; init; }

    /// <summary>A heartbeat of a feed.</summary>
    public RecordedHeartbeat? Heartbeat { get; init; }

    /// <summary>All before it was committed.</summary>
    public RecordedCommit? Commit { get; init; }

    /// <summary>The line as it stands in the file, with its line end.</summary>
    public byte[] ToBytes()
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(this, Json);
        return [.. json, .. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $" {XxHash3.HashToUInt64(json):x16}\n"))];
    }

    /// <summary>Reads a line without its end; null when it is damaged.</summary>
    public static RecordedLine? Parse(ReadOnlySpan<byte> line)
    {
        var end = line.Length - ChecksumLetters - 1;
        if (end <= 0 || line[end] != ' ') return null;
        var isWhole = ulong.TryParse(line[(end + 1)..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var checksum) && checksum == XxHash3.HashToUInt64(line[..end]);
        return isWhole ? JsonSerializer.Deserialize<RecordedLine>(line[..end], Json) : null;
    }
}

/// <summary>With what a part of a recording begins.</summary>
/// <param name="Group">The consumer group whose task it is.</param>
/// <param name="Feeds">What is read.</param>
/// <param name="Settings">What decides what is derived.</param>
/// <param name="Snapshot">The file with the state from which the task recovered; null for the beginning of the log, and where it goes on with another part.</param>
/// <param name="Follows">The place in another part at which this one goes on; null for one that begins by itself.</param>
internal sealed record RecordedBeginning(string Group, IReadOnlyList<string> Feeds, RecordedSettings Settings, string? Snapshot, RecordedPlaceInLog? Follows);

/// <summary>A commit in the log of a part.</summary>
/// <param name="Part">The number of the part.</param>
/// <param name="LogBytes">Where the line of the commit ends.</param>
internal sealed record RecordedPlaceInLog(int Part, long LogBytes);

/// <summary>Some events of a feed, in the order in which they came, as one Arrow stream in a segment.</summary>
/// <param name="Feed">The feed.</param>
/// <param name="Segment">The number of the segment, from 1 on.</param>
/// <param name="At">Where in it the stream begins.</param>
/// <param name="Bytes">How long it is.</param>
/// <param name="Hash">The XXH3 of these bytes, in hexadecimal digits.</param>
internal sealed record RecordedEvents(string Feed, int Segment, long At, int Bytes, string Hash);

/// <summary>A heartbeat of a feed, at its place among the feed's events.</summary>
/// <param name="Feed">The feed.</param>
/// <param name="Time">In nanoseconds since 1970.</param>
internal sealed record RecordedHeartbeat(string Feed, long Time);

/// <summary>A commit: what was derived from all before it is in the file of derived events.</summary>
/// <param name="Places">How far the feeds had been read.</param>
/// <param name="Unrecorded">How many events were derived again by the recovery before the recording, in front of the recorded ones.</param>
/// <param name="Derived">How many derived events the part has.</param>
/// <param name="DerivedBytes">How long their file was.</param>
/// <param name="DerivedHash">The XXH3 of the derived events since the commit before, in hexadecimal digits.</param>
internal sealed record RecordedCommit(IReadOnlyList<RecordedPlace> Places, long Unrecorded, long Derived, long DerivedBytes, string DerivedHash);
