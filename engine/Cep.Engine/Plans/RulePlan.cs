namespace Cep;

/// <summary>A rule in a shard: the operators that run its query for all keys of the shard.</summary>
internal abstract class RulePlan
{
    private readonly Dictionary<IStream, object> outputs = [];
    private readonly List<Type> kept = [];
    private readonly QuietKeys? quietKeys;
    private IStream? building;

    protected RulePlan(Rule rule, ShardPlan shard)
    {
        Rule = rule;
        Shard = shard;
        Explainer = shard.Explained.FirstOrDefault(asked => asked.Rule == rule.Name) is { } asked ? new Explainer(asked, this) : null;
        Faults = new FaultLog(rule, shard);
        Keep<long>(Faults);
        if (rule.ForgetQuietKeysAfter is not { } duration) return;
        if (duration <= TimeSpan.Zero) throw new InvalidOperationException($"it forgets quiet keys after {duration}; give a duration above zero, or null.");
        quietKeys = new QuietKeys(this, checked(duration.Ticks * 100));
        Keep<long>(quietKeys);
    }

    public Rule Rule { get; }

    public ShardPlan Shard { get; }

    public FaultLog Faults { get; }

    /// <summary>Follows the patterns of the rule to tell how partial matches end; null when nobody wants to know.</summary>
    public Explainer? Explainer { get; }

    /// <summary>Keys of the shard are less than this for the length of a batch; state arrays are at least as long.</summary>
    public int KeyCapacity => Shard.KeyCapacity;

    /// <summary>What the rule's operators keep for keys, in the order in which they were made.</summary>
    public List<IKeyedState> States { get; } = [];

    /// <summary>The operators of the rule that keep partial matches, in the order in which they were made.</summary>
    public List<IPartialMatches> Partials { get; } = [];

    /// <summary>How many events met the limit of partial matches of their key.</summary>
    public long LimitStruck { get; set; }

    /// <summary>How each of the states is laid out, see <see cref="StateLayout"/>.</summary>
    public string[] Layouts => [.. States.Zip(kept, StateLayout.Of)];

    /// <summary>The streams of the query's first call, sources first.</summary>
    protected List<IStream> Streams { get; } = [];

    /// <summary>The results of a stream; its operator is made at the first request, so a stream used twice is computed once.</summary>
    public Output<T> OutputOf<T>(EventStream<T> stream)
    {
        if (building is not PartitionStream<T> && (building as EventStream<T>)?.Input is null or InputKind.Computed) Keys.Use(stream);
        if (outputs.TryGetValue(stream, out var known)) return (Output<T>)known;
        var outer = building;
        building = stream;
        var output = stream.Build(this);
        building = outer;
        outputs.Add(stream, output);
        return output;
    }

    /// <summary>An input of the rule.</summary>
    public EventStream<T> Source<T>() => QueryScope.First(Streams, () => new SourceStream<T>(Guarded(Shard.SourceOf<T>(this)), Shard.InputOf<T>()));

    /// <summary>Whether all that the rule keeps can be saved: it is made of the engine's own operators and of data.</summary>
    public bool CanSave => WhyNotSaved is null;

    /// <summary>The rule sees events of several symbols together, so all of them have to come to one place.</summary>
    public bool IsAcrossSymbols { get; private set; }

    /// <summary>By which keys the rule works.</summary>
    public PlanKeys Keys { get; } = new();

    /// <summary>The part of its keys on which the rule works here; null for all.</summary>
    public KeySlice? Slice => Shard.SliceOf(Rule);

    /// <summary>Whether what the rule keeps for a key follows from the events of the symbol of that name, so that it can be moved alone.</summary>
    public bool CanMove => CanSave && !IsAcrossSymbols;

    /// <summary>Says that an operator works by another key than the symbol.</summary>
    public void GoAcrossSymbols() => IsAcrossSymbols = true;

    /// <summary>What stands in the way of saving what the rule keeps; null when nothing does.</summary>
    public string? WhyNotSaved { get; protected set; }

    /// <summary>What stands in the way of saving what the rule derived and has not told yet; null when nothing does.</summary>
    public abstract string? WhyAnswersNotSaved { get; }

    /// <summary>Says that an operator keeps values of an author's type, which has to be one that can be saved.</summary>
    public void RefuseUnlessSaved(Type type) => WhyNotSaved ??= StateTypes.WhyNotSaved(type);

    /// <summary>Announces what an operator keeps for keys.</summary>
    /// <typeparam name="TKept">The author's type in it, which has to be one that can be saved.</typeparam>
    public void Keep<TKept>(IKeyedState state)
    {
        States.Add(state);
        kept.Add(typeof(TKept));
        RefuseUnlessSaved(typeof(TKept));
    }

    /// <summary>Says that the operators of the query are made.</summary>
    /// <param name="before">How many states there were before them.</param>
    protected void Complete(int before) => quietKeys?.Start(States.Skip(before));

    private Output<T> Guarded<T>(Output<T> events) => quietKeys is null ? events : quietKeys.Guard(events);

    /// <summary>What the rule keeps now. It goes over all keys: cheap enough for once in a while, not for each round.</summary>
    public StateFigures Measure()
    {
        var all = default(StateFigures);
        for (var key = 0; key < KeyCapacity; key++)
        {
            var figures = new KeyFigures();
            foreach (var state in States) state.Measure(key, ref figures);
            all = all.And(figures);
        }

        return all;
    }

    /// <summary>The partial matches that are alive now; null when the rule has no pattern. Goes over all keys.</summary>
    public ShardPartials? CountPartials()
    {
        if (Partials.Count == 0) return null;
        var count = new PartialCount();
        foreach (var operation in Partials) operation.Count(count);
        return new ShardPartials(LimitStruck, count.KeysOf(Shard));
    }

    /// <summary>An empty column for what the rule derives.</summary>
    public abstract DerivedColumn CreateColumn();

    /// <summary>What the rule derived in this batch; the column given takes its place.</summary>
    public abstract DerivedColumn Swap(DerivedColumn? empty);
}
