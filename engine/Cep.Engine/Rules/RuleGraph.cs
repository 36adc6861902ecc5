namespace Cep;

/// <summary>Which rule consumes what another derives.</summary>
public sealed class RuleGraph
{
    private readonly IReadOnlyList<Rule> rules;

    /// <summary>Orders the rules.</summary>
    /// <exception cref="RuleException">Two rules have one name, a rule's input comes from nowhere, or rules consume each other in a cycle.</exception>
    public RuleGraph(IReadOnlyList<Rule> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        this.rules = [.. rules.OrderBy(rule => rule.Name, StringComparer.Ordinal)];
        CheckNames();
        CheckInputs();
        InOrder = Order();
    }

    /// <summary>The rules, producers before consumers, else by name.</summary>
    public IReadOnlyList<Rule> InOrder { get; }

    private void CheckNames()
    {
        foreach (var same in rules.GroupBy(rule => rule.Name).Where(same => same.Count() > 1))
        {
            throw new RuleException($"Rule '{same.Key}' is named {same.Count()} times; a rule runs once. Remove the others.");
        }
    }

    private void CheckInputs()
    {
        foreach (var rule in rules)
        {
            foreach (var input in rule.InputTypes.Where(input => !RootHub.IsEvent(input) && !ProducersOf(input).Any()))
            {
                throw new RuleException(
                    $"Rule '{rule.Name}' consumes {input.Name}, which none of the chosen rules derives. Choose a rule that derives {input.Name} as well.");
            }
        }
    }

    private IEnumerable<Rule> ProducersOf(Type input) => rules.Where(rule => rule.Identity.PayloadType == input);

    private List<Rule> Order()
    {
        var ordered = new List<Rule>();
        var path = new List<Rule>();
        foreach (var rule in rules) Visit(rule, path, ordered);
        return ordered;
    }

    private void Visit(Rule rule, List<Rule> path, List<Rule> ordered)
    {
        if (ordered.Contains(rule)) return;
        var start = path.IndexOf(rule);
        path.Add(rule);
        if (start >= 0)
        {
            var cycle = string.Join(" → ", path.Skip(start).Reverse().Select(member => $"'{member.Name}'"));
            throw new RuleException($"Rules consume each other in a cycle: {cycle}. Leave one of them out.");
        }

        foreach (var producer in rule.InputTypes.SelectMany(ProducersOf)) Visit(producer, path, ordered);
        path.RemoveAt(path.Count - 1);
        ordered.Add(rule);
    }
}
