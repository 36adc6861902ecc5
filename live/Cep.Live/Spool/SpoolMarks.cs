using System.Globalization;
using System.IO.Hashing;
using System.Text;
using Cep.Feeds.Kafka;

namespace Cep.Live;

/// <summary>
/// Where the output topics ended before the entries of the spool that are not confirmed were published: after a crash whatever
/// was published of them is found behind these marks. Kept in a file beside the spool.
/// </summary>
/// <remarks>Used by one thread at a time.</remarks>
internal sealed class SpoolMarks
{
    public const string FileName = "marks";
    private const string Magic = "cep-spool-marks-1";
    private readonly string path;
    private readonly SortedDictionary<string, SortedDictionary<int, long>> topics;

    /// <summary>Reads the marks.</summary>
    /// <param name="folder">The folder of the spool.</param>
    /// <param name="wasDrained">Something of the spool was published before, so there have to be marks.</param>
    public SpoolMarks(string folder, bool wasDrained)
    {
        path = Path.Combine(folder, FileName);
        var found = File.Exists(path) ? Parse(File.ReadAllLines(path)) : null;
        AreLost = found is null && (wasDrained || File.Exists(path));
        topics = found ?? new(StringComparer.Ordinal);
    }

    /// <summary>There were marks and they can't be read any more: topics have to be searched from their beginning.</summary>
    public bool AreLost { get; }

    /// <summary>The topics that have marks.</summary>
    public IReadOnlyCollection<string> Topics => topics.Keys;

    /// <summary>Whether a topic was marked before anything was published to it.</summary>
    public bool Has(string topic) => topics.ContainsKey(topic);

    /// <summary>How many Kafka partitions of a topic are marked; 1 where nobody knows.</summary>
    public int PartitionsOf(string topic) => topics.TryGetValue(topic, out var marks) ? marks.Count : 1;

    /// <summary>The mark of a Kafka partition; its beginning when it came into being later.</summary>
    public long Of(string topic, int partition) => topics.TryGetValue(topic, out var marks) && marks.TryGetValue(partition, out var offset) ? offset : 0;

    /// <summary>Marks topics where they end now; durable when this returns.</summary>
    public void Set(IEnumerable<(string Topic, IReadOnlyList<PartitionOffset> Ends)> ends)
    {
        foreach (var (topic, places) in ends) topics[topic] = new(places.ToDictionary(place => place.Partition, place => place.Offset));
        var body = string.Concat(topics.SelectMany(topic => topic.Value.Select(mark => Line(topic.Key, mark.Key, mark.Value))));
        var unfinished = path + ".unfinished";
        using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write))
        {
            file.Write(Encoding.UTF8.GetBytes($"{Magic} {SealOf(body)}\n{body}"));
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path, overwrite: true);
    }

    private static SortedDictionary<string, SortedDictionary<int, long>>? Parse(string[] lines)
    {
        var body = string.Concat(lines.Skip(1).Select(line => line + "\n"));
        if (lines.Length == 0 || lines[0] != $"{Magic} {SealOf(body)}") return null;
        var found = new SortedDictionary<string, SortedDictionary<int, long>>(StringComparer.Ordinal);
        // The seal fits, so the lines are as they were written.
        foreach (var parts in lines.Skip(1).Select(line => line.Split(' ')))
        {
            if (!found.TryGetValue(parts[0], out var marks)) found[parts[0]] = marks = [];
            marks[int.Parse(parts[1], CultureInfo.InvariantCulture)] = long.Parse(parts[2], CultureInfo.InvariantCulture);
        }

        return found;
    }

    private static string Line(string topic, int partition, long offset) => string.Create(CultureInfo.InvariantCulture, $"{topic} {partition} {offset}\n");

    private static string SealOf(string body) => XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(body)).ToString("x16", CultureInfo.InvariantCulture);
}
