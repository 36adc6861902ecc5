namespace Cep;

/// <summary>Follows the patterns of an explained rule in a shard, for the keys in question.</summary>
internal sealed class Explainer(Explain asked, RulePlan plan)
{
    private readonly List<ExplainOperator> operations = [];
    private readonly List<(object Pattern, object Inputs)> followed = [];
    private bool?[] concerned = [];

    public string Rule => asked.Rule;

    /// <summary>Follows a pattern; one of which a query asks for several things is followed once.</summary>
    public void Follow<TMatch>(Pattern<TMatch> pattern, MatchInputs inputs)
        where TMatch : class, new()
    {
        if (followed.Contains((pattern, inputs))) return;
        followed.Add((pattern, inputs));
        var operation = new ExplainOperator<TMatch>(plan, this, pattern, operations.Count);
        operation.Connect(inputs);
        operations.Add(operation);
    }

    /// <summary>Whether a key is in question.</summary>
    public bool Concerns(int key)
    {
        if (asked.Keys is null) return true;
        if (key >= concerned.Length) Array.Resize(ref concerned, Math.Max(key + 1, concerned.Length * 2));
        return concerned[key] ??= asked.Keys.Contains(NameOf(key));
    }

    public string NameOf(int key) => plan.Shard.SymbolOf(key).Name;

    public void Tell(PartialMatchEnd end) => plan.Shard.Ends.Add(end);

    /// <summary>The rule forgets a key.</summary>
    public void Forget(int key, long moment)
    {
        foreach (var operation in operations) operation.Forget(key, moment);
    }
}
