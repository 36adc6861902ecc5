using System.CommandLine;
using System.CommandLine.Parsing;
using Cep.Feeds.Files;

namespace Cep.Cli;

/// <summary>The options of <c>cep generate</c> that put existing events out of order.</summary>
internal sealed class DisorderArguments
{
    private readonly Option<string[]> from = new("--from")
    {
        Description = "Take the events of tick files, folders or globs instead of making them, merged into one log; may be repeated.", HelpName = "PATH",
    };

    private readonly Option<TimeSpan> shuffle = new("--shuffle")
    {
        Description = "With --from: an event may come up to this much event time after a later one. Events of equal time keep their order.",
        CustomParser = Parse.Span, DefaultValueFactory = _ => TimeSpan.Zero, HelpName = "DURATION",
    };

    private readonly Option<double> duplicate = new("--duplicate")
    {
        Description = "With --from: share of events that come twice.", CustomParser = Parse.Share, DefaultValueFactory = _ => 0, HelpName = "SHARE",
    };

    private readonly Option<double> late = new("--late")
    {
        Description = "With --from: share of events that come later than --shuffle allows.", CustomParser = Parse.Share, DefaultValueFactory = _ => 0, HelpName = "SHARE",
    };

    private readonly Option<TimeSpan?> lateBy = new("--late-by")
    {
        Description = "How far behind late events come, at least; twice --shuffle when absent, but at most a minute beyond it.",
        CustomParser = result => Parse.Span(result), HelpName = "DURATION",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(from);
        command.Options.Add(shuffle);
        command.Options.Add(duplicate);
        command.Options.Add(late);
        command.Options.Add(lateBy);
    }

    /// <summary>Whether files are to be put out of order.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="ofDays">The options that make sense only for days that are made.</param>
    /// <exception cref="UsageException">Options of both uses are given.</exception>
    public bool AreGiven(ParseResult parsed, params ReadOnlySpan<Option> ofDays)
    {
        if (IsGiven(parsed, from))
        {
            foreach (var option in ofDays)
            {
                if (IsGiven(parsed, option)) throw new UsageException($"{option.Name} says what a synthetic day is to be; with --from the events are those of the files. Leave one of the two out.");
            }

            return true;
        }

        foreach (var option in new Option[] { shuffle, duplicate, late, lateBy })
        {
            if (IsGiven(parsed, option)) throw new UsageException($"{option.Name} puts the events of files out of order; say which with --from PATH.");
        }

        return false;
    }

    public DisorderOptions Of(ParseResult parsed, string output, TickFormat? format, ulong seed) => new()
    {
        Inputs = parsed.GetValue(from)!,
        Output = output,
        OutputFormat = format,
        Shuffle = parsed.GetValue(shuffle),
        Duplicate = parsed.GetValue(duplicate),
        Late = parsed.GetValue(late),
        LateBy = parsed.GetValue(lateBy),
        Seed = seed,
    };

    private static bool IsGiven(ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };
}
