namespace Cep.Simulation;

/// <summary>Counts what was in the cases that were run, so that one can see what was not.</summary>
public sealed class SimulationCoverage
{
    private readonly SortedDictionary<string, long> operators = new(StringComparer.Ordinal);

    /// <summary>Cases that were run.</summary>
    public long Cases { get; private set; }

    /// <summary>Cases that were not run, because their joins multiply rows beyond what is worth it.</summary>
    public long TooLarge { get; private set; }

    /// <summary>Rows of all feeds.</summary>
    public long Rows { get; private set; }

    /// <summary>How often each operator was in a query.</summary>
    public IReadOnlyDictionary<string, long> Operators => operators;

    internal void AddTooLarge() => TooLarge++;

    internal void Add(SimulatedCase simulated)
    {
        Cases++;
        Rows += simulated.Feeds.Sum(feed => feed.Rows.Count);
        foreach (var rule in simulated.Rules)
        {
            foreach (var node in QueryNode.AllOf(rule.Roots)) Count(NameOf(node.Operation));
            foreach (var operation in rule.Foreign) Count(operation.GetType().Name);
        }
    }

    private static string NameOf(SimulatedOperator operation) => operation is WindowOperator window
        ? $"{window.Kind.GetType().Name.Replace("Kind", "", StringComparison.Ordinal)} windows"
        : operation.GetType().Name.Replace("Operator", "", StringComparison.Ordinal);

    private void Count(string name) => operators[name] = operators.GetValueOrDefault(name) + 1;
}
