namespace Cep.Simulation;

/// <summary>Draws the rules of a case and their queries.</summary>
internal sealed class QueryDraw(SeededRandom random, OperatorDraw draw, bool isCalendarKnown)
{
    private const int MaxOperators = 5;

    /// <summary>Rules in an order in which each can consume what those before it derive.</summary>
    public IReadOnlyList<RuleCase> Rules()
    {
        var payloads = Enumerable.Range(0, 1 + random.NextInt(SimulatedRules.Names.Length)).Select(_ => random.NextInt(SimulatedRules.Payloads.Length)).Order().ToList();
        var rules = new List<RuleCase>();
        foreach (var payload in payloads) rules.Add(Rule(rules.Count, payload, rules));
        return rules;
    }

    private RuleCase Rule(int slot, int payload, IReadOnlyList<RuleCase> before)
    {
        var possible = Enum.GetValues<RuleInput>().Where(input => input < RuleInput.FoundA || before.Any(rule => rule.Payload == input - RuleInput.FoundA && rule.Payload < payload)).ToList();
        var inputs = new List<RuleInput> { random.NextChance(0.5) ? RuleInput.Trades : possible[random.NextInt(possible.Count)] };
        if (random.NextChance(0.6)) inputs.Add(random.NextChance(0.3) ? RuleInput.Statuses : possible[random.NextInt(possible.Count)]);
        inputs = [.. inputs.Distinct()];
        var nodes = inputs.Select((input, i) => new QueryNode(new SourceOperator(i, input.ToString().ToLowerInvariant()))).ToList();
        var needs = (isCalendarKnown ? OperatorNeeds.Calendar : 0) | (inputs.Contains(RuleInput.Statuses) ? OperatorNeeds.Statuses : 0);
        for (var left = random.NextInt(MaxOperators + 1); left > 0; left--) nodes.Add(Node(nodes, needs));
        var isForeign = random.NextChance(0.3);
        var hasTwo = isForeign && random.NextChance(0.4);
        return new RuleCase
        {
            Slot = slot,
            Payload = payload,
            Inputs = inputs,
            Roots = hasTwo ? [nodes[^1], nodes[random.NextInt(nodes.Count)]] : [nodes[^1]],
            Foreign = isForeign ? Foreign(hasTwo) : [],
            FaultLimit = random.NextChance(0.35) ? 1 + random.NextInt(3) : 0,
        };
    }

    private QueryNode Node(List<QueryNode> nodes, OperatorNeeds needs)
    {
        var possible = OperatorRegistry.All.Where(entry => (entry.Needs & ~needs) == 0).ToList();
        var ticket = random.NextInt(possible.Sum(entry => entry.Weight));
        var chosen = possible.First(entry => (ticket -= entry.Weight) < 0);
        // Mostly one after another; now and then from further back, so that streams are shared.
        var inputs = Enumerable.Range(0, chosen.Inputs)
            .Select(i => i == 0 && random.NextChance(0.7) ? nodes[^1] : nodes[random.NextInt(nodes.Count)])
            .ToList();
        return new QueryNode(chosen.Draw(draw), inputs);
    }

    private List<ForeignOperator> Foreign(bool hasTwo)
    {
        List<ForeignOperator> operators = [hasTwo ? ForeignRegistry.DrawJoin(draw) : ForeignRegistry.DrawOfOne(draw)];
        while (random.NextChance(0.3)) operators.Add(ForeignRegistry.DrawOfOne(draw));
        return operators;
    }
}
