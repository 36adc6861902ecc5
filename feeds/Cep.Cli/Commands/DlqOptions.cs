using System.CommandLine;
using Cep.Live;

namespace Cep.Cli;

/// <summary>The arguments and options that say which dead letters are meant.</summary>
internal sealed class DlqOptions
{
    private const int IdLength = 32;

    public Argument<string?> Path { get; } = new("PATH") { Description = "A file of dead letters (JSON Lines), or a folder of such files. Without it the topic of dead letters is meant.", Arity = ArgumentArity.ZeroOrOne };

    public Argument<string[]> Ids { get; } = new("ID") { Description = "Ids or their beginnings.", Arity = ArgumentArity.ZeroOrMore };

    public Option<DeadLetterReason?> Reason { get; } = new("--reason") { Description = "malformed, ruleFault or sinkFailure.", CustomParser = Parse.Member<DeadLetterReason>, HelpName = "REASON" };

    public Option<string?> Rule { get; } = new("--rule") { Description = "The rule that failed.", HelpName = "NAME" };

    public Option<string?> Source { get; } = new("--source") { Description = "A part of the name of the feed, rule or sink.", HelpName = "TEXT" };

    public Option<EventTime> From { get; } = new("--from") { Description = "Those of this event time and later.", CustomParser = Parse.Time, DefaultValueFactory = _ => EventTime.MinValue, HelpName = "TIME" };

    public Option<EventTime> To { get; } = new("--to") { Description = "Those before this event time.", CustomParser = Parse.Time, DefaultValueFactory = _ => EventTime.MaxValue, HelpName = "TIME" };

    public Option<DeadLetterState?> State { get; } = new("--state") { Description = "open, requeued or discarded.", CustomParser = Parse.Member<DeadLetterState>, HelpName = "STATE" };

    public Option<string?> Topic { get; } = new("--topic") { Description = "A topic of dead letters; deadLetters.topic of the configuration when absent.", HelpName = "NAME" };

    public Option<string?> Config { get; } = new("--config") { Description = "The configuration whose Kafka cluster is meant; cep.json when --topic is given without it.", HelpName = "FILE.json" };

    public Option<string[]> Set { get; } = new("--set", "-s") { Description = "A setting that is laid over the configuration; may be repeated.", HelpName = "PATH=VALUE" };

    public Option<bool> All { get; } = new("--all") { Description = "All that are open." };

    /// <summary>Adds what every command has.</summary>
    public void AddTo(Command command)
    {
        command.Arguments.Add(Path);
        command.Arguments.Add(Ids);
        foreach (var option in (Option[])[Topic, Config, Set, Reason, Rule, Source, From, To]) command.Options.Add(option);
    }

    public DeadLetterFilter FilterOf(ParseResult parsed) => new()
    {
        Ids = [.. PathOf(parsed) is null && parsed.GetValue(Path) is { } id ? [id] : Array.Empty<string>(), .. parsed.GetValue(Ids) ?? []],
        Reason = parsed.GetValue(Reason),
        Rule = parsed.GetValue(Rule),
        Source = parsed.GetValue(Source),
        From = parsed.GetValue(From),
        To = parsed.GetValue(To),
    };

    /// <summary>
    /// The file or folder of dead letters; null when those of a topic are meant. With a topic at hand, the first word may
    /// as well be an id.
    /// </summary>
    public string? PathOf(ParseResult parsed)
    {
        var path = parsed.GetValue(Path);
        if (parsed.GetValue(Topic) is not null) return null;
        var isId = path is null || (parsed.GetValue(Config) is not null && !System.IO.Path.Exists(path) && path.Length <= IdLength && path.All(char.IsAsciiHexDigit));
        return isId ? null : path;
    }

    /// <summary>The settings that say where Kafka is.</summary>
    /// <exception cref="UsageException">Nothing says so.</exception>
    public LiveSettings SettingsOf(ParseResult parsed)
    {
        var config = parsed.GetValue(Config) ?? (parsed.GetValue(Topic) is null ? null : "cep.json");
        return RunCommand.Read(config ?? throw new UsageException("name a file of dead letters, or the configuration of a cluster: --config cep.json."), parsed.GetValue(Set) ?? []);
    }

    /// <summary>The open ones that are meant, where something will be done to them.</summary>
    /// <exception cref="UsageException">Nothing says which; that must not mean all by accident.</exception>
    public DeadLetterFilter OpenOnesOf(ParseResult parsed)
    {
        var filter = FilterOf(parsed);
        if (filter.IsAny && !parsed.GetValue(All)) throw new UsageException("say which dead letters are meant: ids, --reason, --rule, --source, --from or --to, or --all.");
        return filter with { State = DeadLetterState.Open };
    }
}
