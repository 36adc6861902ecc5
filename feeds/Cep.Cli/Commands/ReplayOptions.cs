using System.CommandLine;
using Cep.Live;

namespace Cep.Cli;

/// <summary>The options of <c>cep replay</c>.</summary>
internal sealed class ReplayOptions
{
    public Option<string[]> Rules { get; } = new("--rules", "-r")
    {
        Description = "The rules to run, separated by commas; all of them when absent. See 'cep rules list'.",
        CustomParser = Parse.Names,
        HelpName = "NAME,...",
    };

    public Option<string[]> Set { get; } = new("--set", "-s")
    {
        Description = "Set a parameter of a rule; may be repeated and overrides --config.", HelpName = "RULE.PARAMETER=VALUE",
    };

    public Option<string?> Config { get; } = new("--config")
    {
        Description = "Read parameters, and the options of order and lateness, from a JSON file: {\"rules\": {\"ema-breakout\": {\"fast\": 38}}, \"timing\": {\"disorderBound\": \"5s\"}}.", HelpName = "FILE.json",
    };

    public Option<string[]> RuleAssemblies { get; } = new("--rules-assembly")
    {
        Description = "Add the rules of an assembly of yours; may be repeated.", HelpName = "FILE.dll",
    };

    public Option<double?> Speed { get; } = new("--speed")
    {
        Description = "max, or N for N times the market's own pace.",
        CustomParser = Parse.Speed,
        DefaultValueFactory = _ => null,
        HelpName = "max|N",
    };

    public Option<int> Shards { get; } = new("--shards")
    {
        Description = "Threads that run the rules. More than 1 pays when rules are dear; auto measures them and takes as many as pay.",
        CustomParser = Parse.Shards,
        DefaultValueFactory = _ => 1,
        HelpName = "N|auto",
    };

    public Option<long> BatchSize { get; } = new("--batch-size")
    {
        Description = "The most events that travel together.",
        CustomParser = Parse.Whole(1, EngineOptions.MaxBatchSize),
        DefaultValueFactory = _ => 1024,
        HelpName = "N",
    };

    public Option<TimeSpan> DisorderBound { get; } = new("--disorder-bound")
    {
        Description = "How far out of order events of one file may come; they are put in order, at the price of holding them back as long.",
        CustomParser = Parse.Span,
        DefaultValueFactory = _ => TimeSpan.Zero,
        HelpName = "DURATION",
    };

    public Option<TimeSpan> AllowedLateness { get; } = new("--allowed-lateness")
    {
        Description = "For how long after that an event may still come and change what was derived: that is retracted and derived anew. Derived events are provisional for as long.",
        CustomParser = Parse.Span,
        DefaultValueFactory = _ => TimeSpan.Zero,
        HelpName = "DURATION",
    };

    public Option<LateChoice> Late { get; } = new("--late")
    {
        Description = "What happens to an event that is later than that: drop (counted and reported), adjust (processed at the earliest time still possible, and counted as late as well), throw (the run ends), or a file: dropped, and written there as JSON Lines with how late it was.",
        CustomParser = Parse.Late,
        DefaultValueFactory = _ => new LateChoice(LatenessPolicy.Drop),
        HelpName = "drop|adjust|throw|FILE.jsonl",
    };

    public Option<TimeSpan?> IdleAfter { get; } = new("--idle-after")
    {
        Description = "How long a live input that has nothing is waited for; then the others go on without it. Files are always waited for. Never when absent.",
        CustomParser = Parse.Positive,
        HelpName = "DURATION",
    };

    public Option<string?> Out { get; } = new("--out", "-o")
    {
        Description = "Write derived events to a file: JSON Lines, or Arrow when it ends in .arrow; - for JSON Lines on standard output. A table of the first ones when absent.",
        HelpName = "FILE",
    };

    public Option<string[]> Recipients { get; } = new("--recipient")
    {
        Description = "Write the derived events that rules address to a recipient; may be repeated.", HelpName = "NAME=FILE",
    };

    public Option<string?> DeadLetters { get; } = new("--dead-letters")
    {
        Description = "Write what could not be processed, with reason, file, line and raw text, as JSON Lines.", HelpName = "FILE.jsonl",
    };

    public Option<string?> Report { get; } = new("--report")
    {
        Description = "Write a self-contained HTML report with charts.", HelpName = "FILE.html",
    };

    public Option<bool> Json { get; } = new("--json") { Description = "Print exactly one JSON summary object on standard output." };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[Rules, Set, Config, RuleAssemblies, Out, Recipients, DeadLetters, Report, Json, DisorderBound, AllowedLateness, Late, IdleAfter, Speed, Shards, BatchSize])
        {
            command.Options.Add(option);
        }
    }
}
