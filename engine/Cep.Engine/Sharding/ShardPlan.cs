namespace Cep;

/// <summary>All rules of a shard, joined into one graph of operators.</summary>
internal sealed class ShardPlan
{
    private readonly int shard;
    private readonly int shards;
    private readonly Dictionary<Type, RootHub> hubs = [];
    private readonly Dictionary<Type, List<object>> producers = [];
    private readonly List<RulePlan> rules = [];
    private readonly IReadOnlyDictionary<string, KeySlice>? slices;

    /// <param name="rulesInOrder">Producers before consumers, see <see cref="RuleGraph"/>.</param>
    /// <param name="shard">This shard's number.</param>
    /// <param name="shards">How many there are.</param>
    /// <param name="explained">The rules of whose partial matches is told how they end; null for none.</param>
    /// <param name="slices">The rules that work on a part of their keys; null for none.</param>
    public ShardPlan(IReadOnlyList<Rule> rulesInOrder, int shard, int shards, IReadOnlyList<Explain>? explained = null, IReadOnlyDictionary<string, KeySlice>? slices = null)
    {
        this.slices = slices;
        this.shard = shard;
        this.shards = shards;
        Explained = explained ?? [];
        foreach (var rule in rulesInOrder) rules.Add(Build(rule));
    }

    /// <summary>The keys of the shard are less than this.</summary>
    public int KeyCapacity { get; private set; }

    /// <summary>The time of the last event of the log, once the input has ended.</summary>
    public long EndTime { get; private set; }

    /// <summary>The faults of the batch, in the order of the rules.</summary>
    public List<DeadLetter> DeadLetters { get; } = [];

    /// <summary>How partial matches of explained rules ended in the batch.</summary>
    public List<PartialMatchEnd> Ends { get; } = [];

    /// <summary>The rules of whose partial matches is told how they end.</summary>
    public IReadOnlyList<Explain> Explained { get; }

    public IReadOnlyList<RulePlan> Rules => rules;

    /// <summary>The symbol of a key of this shard, see <see cref="RowPick"/>.</summary>
    public Symbol SymbolOf(int key) => Symbol.FromId(key * shards + shard);

    /// <summary>Makes room for a key beyond those of all symbols, so that one can see what a key without events has.</summary>
    public int AddSpareKey() => KeyCapacity++;

    /// <summary>Keys were made while a batch goes through.</summary>
    public void MakeRoomForKeys() => KeyCapacity = Math.Max(KeyCapacity, SymbolTable.Count / shards + 1);

    /// <summary>Runs all rules over a batch and then up to the watermark.</summary>
    public void Process(EventBatch batch, long watermark, long endTime)
    {
        KeyCapacity = SymbolTable.Count / shards + 1;
        EndTime = watermark == long.MaxValue ? endTime : Math.Max(endTime, watermark);
        foreach (var hub in hubs.Values) hub.Push(batch);
        foreach (var hub in hubs.Values) hub.PassTime(watermark);
    }

    /// <summary>What each rule keeps now, in the order of the rules.</summary>
    public StateFigures[] Measure() => rules.Select(rule => rule.Measure()).ToArray();

    /// <summary>The partial matches of each rule that are alive now, in the order of the rules; null for one without patterns.</summary>
    public ShardPartials?[] CountPartials() => rules.Select(rule => rule.CountPartials()).ToArray();

    /// <summary>The place of a rule among <see cref="Rules"/>; negative when it is not there.</summary>
    public int IndexOf(string rule) => rules.FindIndex(plan => plan.Rule.Name == rule);

    /// <summary>The events that a rule consumes as <typeparamref name="T"/>: from the log, from other rules, or both.</summary>
    public Output<T> SourceOf<T>(RulePlan consumer)
    {
        var sources = producers.TryGetValue(typeof(T), out var made) ? made.ConvertAll(output => (Output<T>)output) : [];
        if (RootHub.IsEvent(typeof(T))) sources.Insert(0, HubOf<T>().Output);
        return sources switch
        {
            [] => throw new InvalidOperationException($"Nothing gives '{consumer.Rule.Name}' its {typeof(T).Name}."),
            [var only] => only,
            _ => OrderedMerge<T>.Of(sources, consumer),
        };
    }

    /// <summary>What an input of a rule that is built now is.</summary>
    public InputKind InputOf<T>() => !producers.ContainsKey(typeof(T)) ? InputKind.Events : RootHub.IsEvent(typeof(T)) ? InputKind.Mixed : InputKind.Derived;

    /// <summary>The part of its keys on which a rule works here; null for all.</summary>
    public KeySlice? SliceOf(Rule rule) => slices is not null && slices.TryGetValue(rule.Name, out var slice) ? slice : null;

    public void AddProducer<T>(Output<T> output)
    {
        if (!producers.TryGetValue(typeof(T), out var list)) producers.Add(typeof(T), list = []);
        list.Add(output);
    }

    private RulePlan Build(Rule rule)
    {
        try
        {
            return rule.Build(this);
        }
        catch (Exception fault)
        {
            throw new RuleException($"Rule '{rule.Name}' can't be started: {fault.Message}", fault);
        }
    }

    private RootHub<T> HubOf<T>()
    {
        if (hubs.TryGetValue(typeof(T), out var known)) return (RootHub<T>)known;
        var hub = RootHub.Create<T>();
        hubs.Add(typeof(T), hub);
        return hub;
    }
}
