namespace Cep.Simulation;

/// <summary>
/// What a case must give: the log sorted, and for each rule and key every operator of its query recomputed from the whole of
/// its input. One thread, no batches, no state.
/// </summary>
internal sealed class ReferenceRun
{
    private readonly ReferenceLog log;
    private readonly List<string> keys;
    private readonly Dictionary<(RuleCase Rule, string Key), IReadOnlyList<ReferenceRow>> found = [];
    private readonly List<DeadLetter> faults = [];

    private ReferenceRun(SimulatedCase simulated)
    {
        log = new ReferenceLog(simulated);
        keys = [.. log.Events.Select(entry => entry.Event.Symbol.Name).Distinct().Order(StringComparer.Ordinal)];
        Rules = [.. simulated.Rules.OrderBy(rule => rule.Payload).ThenBy(rule => rule.Name, StringComparer.Ordinal)];
        foreach (var rule in Rules)
        {
            foreach (var key in keys) found[(rule, key)] = Compute(rule, key);
        }
    }

    /// <summary>The rules; one that consumes what another derives comes after it.</summary>
    private IReadOnlyList<RuleCase> Rules { get; }

    /// <exception cref="TooLargeException">It has more rows than a case is worth.</exception>
    public static RunOutput Of(SimulatedCase simulated)
    {
        var run = new ReferenceRun(simulated);
        return new RunOutput
        {
            Derived = run.Derived(),
            DeadLetters = [.. run.log.Malformed.Concat(run.faults)
                .OrderBy(letter => letter.Time).ThenBy(letter => letter.Reason).ThenBy(letter => letter.Source, StringComparer.Ordinal).ThenBy(letter => letter.Key, StringComparer.Ordinal)
                .Select(RunOutput.TextOf)],
            Late = [.. run.log.Late.OrderBy(late => late.Reached).ThenBy(late => late.Feed, StringComparer.Ordinal).Select(RunOutput.TextOf)],
            Counts = $"{run.log.Events.Count} events, {run.log.OutOfRange} out of range, {run.log.Late.Count} late",
        };
    }

    private List<string> Derived()
    {
        var rows =
            from entry in found
            from row in entry.Value
            orderby row.Time
            group row by (row.Time, entry.Key.Rule, entry.Key.Key) into place
            select place;
        return [.. rows
            .OrderBy(place => place.Key.Time).ThenBy(place => place.Key.Rule.Name, StringComparer.Ordinal).ThenBy(place => place.Key.Key, StringComparer.Ordinal)
            .SelectMany(place => place.Select((row, ordinal) => ReferenceText.LineOf(place.Key.Rule, place.Key.Key, row, ordinal)))];
    }

    private IReadOnlyList<ReferenceRow> Compute(RuleCase rule, string key)
    {
        var statuses = EventsOf<MarketStatus>(key).Select(entry => new TimedStatus(entry.Time, entry.Event.State, entry.Event.Exchange)).ToList();
        var scope = new ReferenceScope(log.EndTime, statuses);
        var streams = new Dictionary<QueryNode, IReadOnlyList<ReferenceRow>>();
        var sources = rule.Inputs.Select(input => scope.Add(Source(input, key))).ToList();
        var adapted = sources.ConvertAll(rows => scope.Add(rows));
        foreach (var node in QueryNode.AllOf(rule.Roots))
        {
            streams[node] = node.Operation is SourceOperator source
                ? adapted[source.Index]
                : scope.Add(node.Operation.Compute(new ReferenceInputs([.. node.Inputs.Select(input => streams[input])], scope)));
        }

        var answer = rule.Foreign.Count == 0 ? streams[rule.Roots[0]] : new ReferenceForeign(rule, scope, [.. rule.Roots.Select(root => streams[root])]).Run();
        return Allowed(rule, key, answer, scope);
    }

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

        return [.. answer.Where(row => quarantined is not { } since || (row.Time, row.Sequence).CompareTo(since) <= 0)];
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
        var producers = Rules.Where(rule => rule.Payload == payload).OrderBy(rule => rule.Name, StringComparer.Ordinal).ToList();
        var rows = producers.SelectMany(rule => found[(rule, key)]);
        return producers.Count == 1 ? rows : rows.OrderBy(row => row.Time).ThenBy(row => row.Sequence);
    }

    private IEnumerable<(long Time, long Sequence, T Event)> EventsOf<T>(string key)
        where T : IEvent =>
        from entry in log.Events
        where entry.Event is T && entry.Event.Symbol.Name == key
        select (entry.Time, entry.Sequence, (T)entry.Event);
}
