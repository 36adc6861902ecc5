namespace Cep;

/// <summary>A rule in a shard: the operators that run its query for all keys of the shard.</summary>
internal abstract class RulePlan(Rule rule, ShardPlan shard)
{
    private readonly Dictionary<IStream, object> outputs = [];

    public Rule Rule { get; } = rule;

    public ShardPlan Shard { get; } = shard;

    public FaultLog Faults { get; } = new(rule, shard);

    /// <summary>Keys of the shard are less than this for the length of a batch; state arrays are at least as long.</summary>
    public int KeyCapacity => Shard.KeyCapacity;

    /// <summary>What the rule's operators keep for keys, in the order in which they were made.</summary>
    public List<IKeyedState> States { get; } = [];

    /// <summary>The streams of the query's first call, sources first.</summary>
    protected List<IStream> Streams { get; } = [];

    /// <summary>The results of a stream; its operator is made at the first request, so a stream used twice is computed once.</summary>
    public Output<T> OutputOf<T>(EventStream<T> stream)
    {
        if (outputs.TryGetValue(stream, out var known)) return (Output<T>)known;
        var output = stream.Build(this);
        outputs.Add(stream, output);
        return output;
    }

    /// <summary>An input of the rule.</summary>
    public EventStream<T> Source<T>() => QueryScope.First(Streams, () => new SourceStream<T>(Shard.SourceOf<T>(this)));

    /// <summary>Whether all that the rule keeps can be saved: it is made of the engine's own operators and of data.</summary>
    public bool CanSave => WhyNotSaved is null;

    /// <summary>What stands in the way of saving what the rule keeps; null when nothing does.</summary>
    public string? WhyNotSaved { get; protected set; }

    /// <summary>Announces what an operator keeps for keys.</summary>
    /// <typeparam name="TKept">The author's type in it, which has to be one that can be saved.</typeparam>
    public void Keep<TKept>(IKeyedState state)
    {
        States.Add(state);
        WhyNotSaved ??= StateTypes.WhyNotSaved(typeof(TKept));
    }

    /// <summary>What the rule derived in this batch; the column given takes its place.</summary>
    public abstract DerivedColumn Swap(DerivedColumn? empty);
}
