using System.Reflection;

namespace Cep.Simulation;

public sealed class OperatorRegistryTests
{
    /// <summary>Subscribing makes a foreign pipeline, which is simulated by what it does.</summary>
    private static readonly string[] NotDrawn = ["PartitionBy", "Subscribe"];

    [Fact]
    public void Every_operator_of_a_stream_is_simulated()
    {
        var operators = typeof(EventStream<>).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => !method.IsSpecialName)
            .Select(method => method.Name)
            .Distinct()
            .Except(NotDrawn)
            .Order();
        var simulated = OperatorRegistry.All.SelectMany(entry => entry.Methods).Order();
        Assert.True(
            operators.SequenceEqual(simulated),
            $"Not simulated: {string.Join(", ", operators.Except(simulated))}. Write the reference of an operator and name it in {nameof(OperatorRegistry)}; engine/docs/simulation.md says how. "
            + $"Simulated and no operator: {string.Join(", ", simulated.Except(operators))}.");
    }
}
