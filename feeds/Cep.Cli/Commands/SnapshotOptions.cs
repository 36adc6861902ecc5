using System.CommandLine;

namespace Cep.Cli;

/// <summary>The options of <c>cep replay</c> that concern snapshots.</summary>
internal sealed class SnapshotOptions
{
    private readonly Option<string?> folder = new("--snapshots")
    {
        Description = "Write snapshots of the run to a directory, from which it can be restored to any moment and go on.", HelpName = "DIR",
    };

    private readonly Option<TimeSpan> interval = new("--snapshot-interval")
    {
        Description = "How often, in event time, with --snapshots.",
        CustomParser = Parse.Span,
        DefaultValueFactory = _ => TimeSpan.FromHours(1),
        HelpName = "DURATION",
    };

    private readonly Option<string?> start = new("--from-snapshot")
    {
        Description = "Go on from a snapshot, or from the newest one of a directory. The same inputs are given; what the snapshot has of them is passed over.", HelpName = "FILE|DIR",
    };

    private readonly Option<EventTime> stopAt = new("--stop-at")
    {
        Description = "Stop before the first event at or after this time as if interrupted: windows stay open, and --snapshots gets a last snapshot to go on from.",
        CustomParser = Parse.Time,
        DefaultValueFactory = _ => EventTime.MaxValue,
        HelpName = "TIME",
    };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[folder, interval, start, stopAt]) command.Options.Add(option);
    }

    public SnapshotSettings Of(ParseResult parsed) =>
        new(parsed.GetValue(folder), parsed.GetValue(interval), parsed.GetValue(start), parsed.GetValue(stopAt));
}
