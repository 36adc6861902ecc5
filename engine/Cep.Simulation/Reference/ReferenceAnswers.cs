namespace Cep.Simulation;

/// <summary>
/// What the rules of a case answer to a list of events: for each rule and key every operator of its query is computed from the
/// whole of its input. One thread, no batches, no state.
/// </summary>
internal sealed class ReferenceAnswers
{
    private readonly IReadOnlyList<LoggedEvent> events;
    private readonly long endTime;
    private readonly IReadOnlyList<RuleCase> rules;
    private readonly Dictionary<(RuleCase Rule, string Key), IReadOnlyList<ReferenceRow>> found = [];
    private readonly List<DeadLetter> faults = [];

    /// <param name="simulated">The case.</param>
    /// <param name="events">The events in the order of their times.</param>
    /// <param name="endTime">The time of the log's last entry.</param>
    /// <exception cref="TooLargeException">It has more rows than a case is worth.</exception>
    public ReferenceAnswers(SimulatedCase simulated, IEnumerable<LoggedEvent> events, long endTime)
    {
        this.events = [.. events];
        this.endTime = endTime;
        rules = InOrder(simulated.Rules);
        foreach (var rule in rules)
        {
            foreach (var key in this.events.Select(entry => entry.Event.Symbol.Name).Distinct().Order(StringComparer.Ordinal)) found[(rule, key)] = Compute(rule, key);
        }
    }

    /// <summary>What the rules threw.</summary>
    public IReadOnlyList<DeadLetter> Faults => faults;

    /// <summary>The rules; one that consumes what another derives comes after it.</summary>
    public static IReadOnlyList<RuleCase> InOrder(IEnumerable<RuleCase> rules) => [.. rules.OrderBy(rule => rule.Payload).ThenBy(rule => rule.Name, StringComparer.Ordinal)];

    /// <summary>What a rule derives for a key, in its order.</summary>
    public IReadOnlyList<ReferenceRow> Of(RuleCase rule, string key) => found.GetValueOrDefault((rule, key), []);

    private IReadOnlyList<ReferenceRow> Compute(RuleCase rule, string key)
    {
        var statuses = EventsOf<MarketStatus>(key).Select(entry => new TimedStatus(entry.Time, entry.Event.State, entry.Event.Exchange)).ToList();
        var scope = new ReferenceScope(endTime, statuses);
        var streams = new Dictionary<QueryNode, IReadOnlyList<ReferenceRow>>();
        var sources = rule.Inputs.Select(input => scope.Add(Source(input, key))).ToList();
        var adapted = sources.ConvertAll(rows => scope.Add(rows));
        foreach (var node in QueryNode.AllOf(rule.Roots))
        {
            streams[node] = node.Operation is SourceOperator source
                ? adapted[source.Index]
                : scope.Add(node.Operation.Compute(new ReferenceInputs([.. node.Inputs.Select(input => Seen(node.Operation, streams[input]))], scope)));
        }

        var answer = rule.Foreign.Count == 0 ? streams[rule.Roots[0]] : new ReferenceForeign(rule, scope, [.. rule.Roots.Select(root => streams[root])]).Run();
        return Allowed(rule, key, answer, scope);
    }

    /// <summary>Early results are no events: only an operator that looks at nothing but the row sees them.</summary>
    private static IReadOnlyList<ReferenceRow> Seen(SimulatedOperator operation, IReadOnlyList<ReferenceRow> rows) =>
        operation.PassesEarly ? rows : [.. rows.Where(row => row.EarlyAt is null)];

    /// <summary>Makes dead letters of the faults; after the last one that the policy allows, the rule says nothing more for the key.</summary>
    private List<ReferenceRow> Allowed(RuleCase rule, string key, IReadOnlyList<ReferenceRow> answer, ReferenceScope scope)
    {
        (long, long)? quarantined = null;
        var count = 0;
        foreach (var fault in scope.Faults.OrderBy(fault => (fault.Time, fault.Sequence)).ThenBy(fault => fault.Message, StringComparer.Ordinal))
        {
            if (quarantined is { } since && (fault.Time, fault.Sequence).CompareTo(since) > 0) break;
            var isLast = ++count == rule.FaultLimit;
            if (isLast) quarantined = (fault.Time, fault.Sequence);
            var message = fault.Message + (isLast ? $" (fault {count} of this key: the rule says nothing more for it)" : "");
            faults.Add(new DeadLetter(DeadLetterReason.RuleFault, rule.Name, fault.Sequence, message) { Version = 1, Key = key, Time = new EventTime(fault.Time) });
        }

        // Where a key may be quarantined an answer waits until the events of its time have been seen.
        return [.. answer
            .Where(row => quarantined is not { } since || (row.Moment, row.Sequence).CompareTo(since) <= 0)
            .Select(row => rule.FaultLimit > 0 ? row with { IsDue = false } : row)];
    }

    private IEnumerable<ReferenceRow> Source(RuleInput input, string key) => input switch
    {
        RuleInput.Trades => EventsOf<Trade>(key).Select(entry => new ReferenceRow(entry.Time, Causes.Of(entry.Sequence), Row.Of(entry.Event))),
        RuleInput.Quotes => EventsOf<Quote>(key).Select(entry => new ReferenceRow(entry.Time, Causes.Of(entry.Sequence), Row.Of(entry.Event))),
        RuleInput.Statuses => EventsOf<MarketStatus>(key).Select(entry => new ReferenceRow(entry.Time, Causes.Of(entry.Sequence), Row.Of(entry.Event))),
        _ => Found(input - RuleInput.FoundA, key),
    };

    /// <summary>One rule's derived events come in their own order; those of several are merged by sequence number, ties by the rules' names.</summary>
    private IEnumerable<ReferenceRow> Found(int payload, string key)
    {
        var producers = rules.Where(rule => rule.Payload == payload).OrderBy(rule => rule.Name, StringComparer.Ordinal).ToList();
        var rows = producers.SelectMany(rule => found[(rule, key)]).Where(row => row.EarlyAt is null);
        return producers.Count == 1 ? rows : rows.OrderBy(row => row.Time).ThenBy(row => row.Sequence).Select(row => row with { IsDue = false });
    }

    private IEnumerable<(long Time, long Sequence, T Event)> EventsOf<T>(string key)
        where T : IEvent =>
        from entry in events
        where entry.Event is T && entry.Event.Symbol.Name == key
        select (entry.Time, entry.Sequence, (T)entry.Event);
}
