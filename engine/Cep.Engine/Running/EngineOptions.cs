namespace Cep;

/// <summary>How a run is carried out. Nothing here can change what it derives, except the range of time.</summary>
public sealed record EngineOptions
{
    /// <summary>The largest batch.</summary>
    public const int MaxBatchSize = 1 << 20;

    /// <summary>The most shards.</summary>
    public const int MaxShards = 64;

    /// <summary>As many shards as pay, see <see cref="Shards"/>.</summary>
    public const int Auto = 0;

    /// <summary>
    /// How many shards: threads that run rules, the calling one among them. Pays when rules take some 15 ns an event and
    /// more. 1 to <see cref="MaxShards"/>, or <see cref="Auto"/>: the run begins with one, measures the rules on its first
    /// 65,536 events, which may take 0.15 s, and goes on with as many as pay, at most one for each core.
    /// </summary>
    public int Shards { get; init; } = 1;

    /// <summary>The most events that travel together; 1 to <see cref="MaxBatchSize"/>. Around 1,024 the cost of a batch is spread thin and the batch still fits the cache.</summary>
    public int BatchSize { get; init; } = 1024;

    /// <summary>
    /// How many rounds' worth of events may wait for the shards when there are several. Bounds the memory; 1 to 1,024.
    /// With few, threads go to sleep and are woken for each round, which costs more than the round.
    /// </summary>
    public int QueueLength { get; init; } = 32;

    /// <summary>Read feeds ahead on threads of their own. Without it all happens on the calling thread.</summary>
    public bool ReadAhead { get; init; } = true;

    /// <summary>Events before this time are numbered and not processed.</summary>
    public EventTime From { get; init; } = EventTime.MinValue;

    /// <summary>
    /// The run ends before the first event at or after this time. Of each feed, late and malformed rows are told up to where
    /// its watermark (the latest event less the disorder bound) comes to this time.
    /// </summary>
    public EventTime To { get; init; } = EventTime.MaxValue;

    /// <summary>The longest time a round of the run may span, zero for no limit. For runs that are slowed down to a pace.</summary>
    public TimeSpan RoundSpan { get; init; }

    /// <summary>The order that is expected of feeds, unless <see cref="TimingByFeed"/> says otherwise.</summary>
    public FeedTiming Timing { get; init; } = new();

    /// <summary>The order that is expected of single feeds, by their names.</summary>
    public IReadOnlyDictionary<string, FeedTiming> TimingByFeed { get; init; } = new Dictionary<string, FeedTiming>();

    /// <summary>
    /// The clock by which a live feed becomes idle, see <see cref="FeedTiming.IdleAfter"/>, and rules are measured for
    /// <see cref="Auto"/>. It decides where heartbeats come into the log and how a run is carried out, and nothing else.
    /// </summary>
#pragma warning disable RS0030 // The one place where the wall clock may enter: what follows from it is told as entries of the log.
    public TimeProvider Clock { get; init; } = TimeProvider.System;
#pragma warning restore RS0030

    /// <summary>
    /// How often, in event time, the state of the rules is measured, for <see cref="OnState"/> and the budgets: at the end of
    /// the round in which time passes a multiple of it. Measuring goes over all keys of all rules. Zero, the default, is
    /// each minute where there is a budget or a listener, else at the end alone.
    /// </summary>
    public TimeSpan StateInterval { get; init; }

    /// <summary>Told what the rules keep, each <see cref="StateInterval"/> and at the end; on a thread of the engine's. Null for none.</summary>
    public Action<StateReport>? OnState { get; init; }

    /// <summary>How much each rule may keep, unless <see cref="StateBudgetByRule"/> says otherwise.</summary>
    public StateBudget StateBudget { get; init; } = StateBudget.Unlimited;

    /// <summary>How much single rules may keep, by their names.</summary>
    public IReadOnlyDictionary<string, StateBudget> StateBudgetByRule { get; init; } = new Dictionary<string, StateBudget>();

    /// <summary>Called after each round on the calling thread; may take its time. Null for none.</summary>
    public Action<RunProgress>? OnRound { get; init; }

    /// <summary>
    /// Called on the calling thread whenever the feeds that time waits for have nothing now and all that follows from what
    /// came has reached the sinks; again and again while that is so. What is derived up to such a point is a function of
    /// what came from each feed, however it was cut into batches: the place to commit and to take snapshots. Null for none.
    /// </summary>
    public Action<QuietPoint>? OnQuiet { get; init; }

    /// <summary>
    /// Called on the calling thread when the clock makes a heartbeat, before anything more is read of its feed: what was read
    /// until then stands before it and what is read from then on behind it. Whoever has to find that place again asks here,
    /// because <see cref="RunOutputs.OnHeartbeat"/> may be told when more has been read. Null for none.
    /// </summary>
    public Action<Heartbeat>? OnHeartbeatMade { get; init; }

    /// <summary>The snapshot with which the run begins; null for the beginning of the log.</summary>
    public Snapshot? Start { get; init; }

    /// <summary>
    /// Rules, by their names, that begin without what <see cref="Start"/> has of them, because the run begins early enough
    /// to build it again from events.
    /// </summary>
    public IReadOnlySet<string> Rebuilt { get; init; } = new HashSet<string>();

    /// <summary>
    /// The run stops before the first event at or after this time, as if it were interrupted: unlike <see cref="To"/> it is
    /// not the end of the input, so windows stay open. The place for a last snapshot is <see cref="OnSnapshot"/>.
    /// </summary>
    public EventTime StopAt { get; init; } = EventTime.MaxValue;

    /// <summary>How often, in event time, <see cref="OnSnapshot"/> is called; zero for the end of a stopped run alone.</summary>
    public TimeSpan SnapshotInterval { get; init; }

    /// <summary>
    /// Called after the first round in which time passes a multiple of <see cref="SnapshotInterval"/>, and when the run
    /// stops at <see cref="StopAt"/>, to take a snapshot; on the calling thread. Null for none.
    /// </summary>
    public Action<QuietPoint>? OnSnapshot { get; init; }

    /// <summary>
    /// The rules with patterns of which is told how each partial match ends, see <see cref="RunOutputs.OnPartialMatchEnd"/>.
    /// What is derived stays the same. Not part of snapshots: a run that begins with one explains what begins in it.
    /// </summary>
    public IReadOnlyList<Explain> Explain { get; init; } = [];

    /// <exception cref="ArgumentException">An option is outside its bounds; the message says which and what is allowed.</exception>
    internal void Validate()
    {
        Cep.Explain.Validate(Explain);
        Check(Shards, Auto, MaxShards, nameof(Shards));
        Check(BatchSize, 1, MaxBatchSize, nameof(BatchSize));
        Check(QueueLength, 1, 1024, nameof(QueueLength));
        ArgumentOutOfRangeException.ThrowIfLessThan(RoundSpan, TimeSpan.Zero, nameof(RoundSpan));
        ArgumentOutOfRangeException.ThrowIfLessThan(StateInterval, TimeSpan.Zero, nameof(StateInterval));
        ArgumentOutOfRangeException.ThrowIfLessThan(SnapshotInterval, TimeSpan.Zero, nameof(SnapshotInterval));
        StateBudget.Validate(nameof(StateBudget));
        foreach (var (rule, budget) in StateBudgetByRule) budget.Validate($"{nameof(StateBudgetByRule)}[\"{rule}\"]");
        Timing.Validate();
        foreach (var timing in TimingByFeed.Values) timing.Validate();
        if (From > To) throw new ArgumentOutOfRangeException(nameof(From), $"From ({From}) must not be later than To ({To}).");
    }

    /// <summary>The longest that any feed is allowed to be late.</summary>
    internal long AllowedLatenessNanos =>
        TimingByFeed.Values.Append(Timing).Max(timing => timing.AllowedLateness.Ticks) * 100;

    internal long StateIntervalNanos
    {
        get
        {
            if (StateInterval > TimeSpan.Zero) return StateInterval.Ticks * 100;
            var isWanted = OnState is not null || StateBudget != StateBudget.Unlimited || StateBudgetByRule.Count > 0;
            return isWanted ? TimeSpan.NanosecondsPerTick * TimeSpan.TicksPerMinute : 0;
        }
    }

    internal FeedTiming TimingOf(IFeed feed) => TimingByFeed.GetValueOrDefault(feed.Name, Timing);

    private static void Check(int value, int min, int max, string name)
    {
        if (value < min || value > max) throw new ArgumentOutOfRangeException(name, $"{name} is {value}; allowed are {min} to {max}.");
    }
}
