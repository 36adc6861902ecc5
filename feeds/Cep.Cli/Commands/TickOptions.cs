using System.CommandLine;
using Cep.Feeds.Files;

namespace Cep.Cli;

/// <summary>Options that several commands share: what tick files are read and what of them.</summary>
internal sealed class TickOptions
{
    public Option<TickFormat?> Format { get; } = new("--format")
    {
        Description = "Format of the input: csv, lean, debs2022, arrow or parquet. Recognised from content when absent.",
        CustomParser = Parse.Member<TickFormat>,
        HelpName = "FORMAT",
    };

    public Option<string?> Mapping { get; } = new("--map")
    {
        Description = "Columns of CSV files whose names don't tell, as in time=ts,price=px,symbol=ticker,timeUnit=ms.",
        HelpName = "FIELD=COLUMN,...",
    };

    public Option<string?> Symbol { get; } = new("--symbol")
    {
        Description = "Symbol of files that have no column for it.", HelpName = "NAME",
    };

    public Option<EventTime> From { get; } = new("--from")
    {
        Description = "Leave out events before this time (ISO 8601, UTC unless it has an offset).",
        CustomParser = Parse.Time,
        DefaultValueFactory = _ => EventTime.MinValue,
        HelpName = "TIME",
    };

    public Option<EventTime> To { get; } = new("--to")
    {
        Description = "End before the first event at or after this time.",
        CustomParser = Parse.Time,
        DefaultValueFactory = _ => EventTime.MaxValue,
        HelpName = "TIME",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(From);
        command.Options.Add(To);
        command.Options.Add(Format);
        command.Options.Add(Mapping);
        command.Options.Add(Symbol);
    }
}
