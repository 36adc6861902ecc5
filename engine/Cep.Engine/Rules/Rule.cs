using System.Reflection;

namespace Cep;

/// <summary>
/// What we look for in the market: a query with a name, a version and parameters. Derive from
/// <see cref="Rule{TIn,TOut}"/> or <see cref="Rule{T1,T2,TOut}"/> and mark the class with <see cref="RuleAttribute"/>.
/// </summary>
/// <remarks>
/// One rule object serves all shards and keys, on several threads: it has parameters and no other state. State belongs in
/// operators, never in fields or in variables that a lambda captures.
/// </remarks>
public abstract class Rule
{
    private protected Rule(Type payloadType, params Type[] inputTypes)
    {
        var attribute = GetType().GetCustomAttribute<RuleAttribute>()
            ?? throw new InvalidOperationException($"{GetType().Name} is a rule without a name: mark the class with [Rule(\"its-name\")].");
        Identity = new RuleIdentity(attribute.Name, attribute.Version, payloadType);
        Summary = attribute.Summary;
        InputTypes = inputTypes;
    }

    /// <summary>Name, version and payload type.</summary>
    public RuleIdentity Identity { get; }

    /// <summary>The stable name.</summary>
    public string Name => Identity.Name;

    /// <summary>One sentence that says what the rule finds.</summary>
    public string Summary { get; }

    /// <summary>The event types the rule consumes, in the order of its query's arguments.</summary>
    public IReadOnlyList<Type> InputTypes { get; }

    /// <summary>What is left out of an answer when the query throws; see <see cref="FaultPolicy"/>.</summary>
    public virtual FaultPolicy FaultPolicy => FaultPolicy.SkipEvent;

    /// <summary>How much history the rule needs before its answers mean something, for a person; null when none.</summary>
    public virtual string? WarmUp => null;

    /// <summary>
    /// How long a key has to be quiet, that is without an event in any input, until the rule gives back what it keeps for
    /// it; when the key returns it begins anew. Null, the default: never.
    /// </summary>
    /// <remarks>
    /// The state is given back at the last event plus this, before the events of that time. Where a window is open then, a
    /// timer pending or a join undecided, it is given back when the last of these is over, so nothing is left unsaid. Work
    /// that Rx operators have scheduled is no such thing: it is dropped with their pipeline. Which events made a faulty key
    /// quarantined is not forgotten. More than zero; may be a parameter of the rule.
    /// </remarks>
    public virtual TimeSpan? ForgetQuietKeysAfter => null;

    /// <summary>
    /// How much history builds again what the rule keeps, for rules that can't be saved because they go through operators of
    /// Rx. Null, the default: none does, or nobody knows.
    /// </summary>
    /// <remarks>
    /// A run that begins so much earlier, with derived events suppressed until then, has what an unbroken run would have.
    /// That is for the author to know: <c>Buffer(3)</c> of ticks has no such duration, what looks back for an hour has. May
    /// follow from parameters of the rule.
    /// </remarks>
    public virtual RuleHistory? History => null;

    /// <summary>
    /// What becomes of the state that another version of the rule, or this one with other parameters, left in a snapshot.
    /// Nothing is loaded silently: unless the rule says otherwise the run is refused.
    /// </summary>
    /// <param name="version">The version that left it; this one's when the parameters differ.</param>
    public virtual VersionChange FromVersion(int version) => VersionChange.Refuse;

    /// <summary>
    /// Checks what the bounds of single parameters can't say, such as one parameter being less than another.
    /// </summary>
    /// <returns>Null when all is well; else what is wrong and what is allowed.</returns>
    public virtual string? Validate() => null;

    /// <summary>Builds the rule's plan in a shard.</summary>
    internal abstract RulePlan Build(ShardPlan shard);
}
