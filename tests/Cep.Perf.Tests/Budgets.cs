using System.Text.Json;

namespace Cep.Perf.Tests;

/// <summary>perf/budgets.json.</summary>
internal static class Budgets
{
    private static readonly JsonSerializerOptions CamelCase = new(JsonSerializerDefaults.Web);

    public static IReadOnlyDictionary<string, Budget> Read()
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "budgets.json"));
        return JsonSerializer.Deserialize<BudgetFile>(file, CamelCase)!.Scenarios;
    }

    private sealed record BudgetFile(Dictionary<string, Budget> Scenarios);
}

/// <summary>What a scenario may cost.</summary>
internal sealed record Budget(double? BytesPerEvent, double RatioMax);
