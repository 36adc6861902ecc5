namespace Cep;

/// <summary>Counts what happens in a run. The sequencer's counts and the collector's are written by different threads and read at the end.</summary>
internal sealed class RunTally
{
    private readonly Dictionary<string, long> derived = new(StringComparer.Ordinal);
    private readonly Dictionary<DeadLetterReason, long> deadLetters = [];

    public RunTally(IEnumerable<Rule> rules)
    {
        foreach (var rule in rules) derived[rule.Name] = 0;
    }

    public long Events { get; set; }

    public long OutOfRange { get; set; }

    public long Skipped { get; set; }

    public long Late { get; set; }

    public long Revised { get; set; }

    public EventTime First { get; set; } = EventTime.MaxValue;

    public EventTime Last { get; set; } = EventTime.MinValue;

    public IReadOnlyDictionary<string, StateFigures> State { get; set; } = new Dictionary<string, StateFigures>();

    public IReadOnlyDictionary<string, PartialMatches> PartialMatches { get; set; } = new Dictionary<string, PartialMatches>();

    /// <summary>How the partial matches of explained rules ended.</summary>
    public EndTally Ends { get; } = new();

    public long Provisional { get; private set; }

    public long Retracted { get; private set; }

    public void CountDerived(RuleIdentity rule, DerivedStatus status)
    {
        if (status == DerivedStatus.Final) derived[rule.Name]++;
        else if (status == DerivedStatus.Provisional) Provisional++;
        else Retracted++;
    }

    public void CountDeadLetter(DeadLetterReason reason) => deadLetters[reason] = deadLetters.GetValueOrDefault(reason) + 1;

    public RunSummary ToSummary(int shards, bool interrupted, Sequencer sequencer) => new()
    {
        Events = Events,
        OutOfRange = OutOfRange,
        SkippedRows = Skipped,
        LateEvents = Late,
        DerivedEvents = new SortedDictionary<string, long>(derived, StringComparer.Ordinal),
        RevisingEvents = Revised,
        Provisional = Provisional,
        Retracted = Retracted,
        DeadLetters = new SortedDictionary<DeadLetterReason, long>(deadLetters),
        FirstTime = Events > 0 ? First : null,
        LastTime = Events > 0 ? Last : null,
        State = interrupted || sequencer.HasStopped ? new Dictionary<string, StateFigures>() : State,
        PartialMatches = interrupted || sequencer.HasStopped ? new Dictionary<string, PartialMatches>() : PartialMatches,
        PartialMatchEnds = Ends.ByRule,
        Stopped = sequencer.HasStopped,
        Shards = shards,
        Interrupted = interrupted,
        Feeds = sequencer.Feeds,
        HeldBy = interrupted ? sequencer.HeldBy : null,
    };
}
