using System.Globalization;
using System.Text.Json;

namespace Cep.Live;

/// <summary>
/// Of which log the spool holds the derived events. Another one has others in other places, so what was given to the spool
/// before would be passed over wrongly. Kept in a file beside the spool, which also gives the spool its name.
/// </summary>
internal sealed class SpoolLog
{
    public const string FileName = "log.json";

    private SpoolLog(string name) => Name = name;

    /// <summary>A name that no other spool has: what it publishes carries it.</summary>
    public string Name { get; }

    /// <summary>Notes the log in an empty spool, and checks that a spool which was begun is of the same log.</summary>
    /// <param name="folder">The folder of the spool.</param>
    /// <param name="isBegun">The spool was given something before.</param>
    /// <param name="parts">What the log is made of, each a sentence.</param>
    /// <exception cref="SpoolException">It is of another log, or that can't be read any more.</exception>
    public static SpoolLog Open(string folder, bool isBegun, IReadOnlyList<string> parts)
    {
        var path = Path.Combine(folder, FileName);
        var known = Read(path);
        if (known is null && isBegun) throw new SpoolException($"{path} is missing or damaged, so nobody knows of which files the spool holds derived events. Restore it, or give the run another spool.directory.");
        if (known is not null && isBegun) Check(folder, known.Parts, parts);
        var name = known?.Name ?? Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
        if (known is null || !known.Parts.SequenceEqual(parts)) Write(path, new Content(name, parts));
        return new SpoolLog(name);
    }

    /// <summary>What the log of a run over files is made of.</summary>
    public static IReadOnlyList<string> PartsOf(IReadOnlyList<IFeed> feeds, LiveSettings settings) =>
    [
        .. feeds.Select(feed => string.Create(CultureInfo.InvariantCulture, $"the file {feed.Name} of {feed.Length} bytes")),
        .. settings.Rules.OrderBy(rule => rule.Name, StringComparer.Ordinal).Select(RuleText),
        $"disorder bound {settings.Timing.DisorderBound}, allowed lateness {settings.Timing.AllowedLateness}, late events {settings.Timing.Late?.Policy}",
        $"the output topic {settings.Output.Topic}",
    ];

    private static string RuleText(Rule rule)
    {
        var parameters = RuleParameter.Of(rule.GetType()).Select(parameter => $" {parameter.Name}={parameter.TextOf(rule)}");
        return string.Create(CultureInfo.InvariantCulture, $"version {rule.Identity.Version} of rule {rule.Name}{string.Concat(parameters)}");
    }

    private static void Check(string folder, IReadOnlyList<string> known, IReadOnlyList<string> parts)
    {
        if (known.SequenceEqual(parts)) return;
        var (gone, added) = (known.Except(parts).FirstOrDefault(), parts.Except(known).FirstOrDefault());
        throw new SpoolException(
            $"the spool in {folder} holds derived events of another log: of {gone ?? "the same in another order"}, where the run has {added ?? "nothing of the kind"}. "
            + "Finish it with what it was begun with, or give this run another spool.directory, which derives everything anew.");
    }

    private static Content? Read(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<Content>(File.ReadAllText(path), DerivedJson.Options) is { Name.Length: > 0, Parts: not null } content ? content : null : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Write(string path, Content content)
    {
        var unfinished = path + ".unfinished";
        using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(file, content, DerivedJson.Options);
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path, overwrite: true);
    }

    private sealed record Content(string Name, IReadOnlyList<string> Parts);
}
