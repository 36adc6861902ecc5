using System.Text.Json;

namespace Cep.Patterns.Conformance;

/// <summary>Finds and reads the files of cases. The members of a case say which schema it has.</summary>
internal static class ConformanceFiles
{
    public static IReadOnlyList<string> All()
    {
        string?[] directories = [BesideTheRepository(), Environment.GetEnvironmentVariable("CEP_CONFORMANCE")];
        return
        [
            .. from directory in directories
               where Directory.Exists(directory)
               from file in Directory.EnumerateFiles(directory, "*.json").Order(StringComparer.Ordinal)
               select file,
        ];
    }

    public static IEnumerable<ConformanceCase> Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        return [.. document.RootElement.EnumerateArray().Select(Read)];
    }

    /// <summary>A case that can't be read fails by itself, not the others with it.</summary>
    private static ConformanceCase Read(JsonElement fact)
    {
        var id = fact.TryGetProperty("id", out var name) ? name.GetString()! : "a case without id";
        try
        {
            if (fact.TryGetProperty("events", out _)) return FlinkReader.Read(fact);
            return fact.TryGetProperty("define", out _) ? SqlReader.Read(fact) : new UnreadCase(id, Outcome.Unsupported("no reader for its schema"));
        }
        catch (Exception fault)
        {
            return new UnreadCase(id, Outcome.Failed(fault.ToString()));
        }
    }

    private static string? BesideTheRepository()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Cep.sln"))) directory = directory.Parent;
        return directory is null ? null : Path.Combine(directory.FullName, "..", "shared", "conformance");
    }

    private sealed class UnreadCase(string id, Outcome outcome) : ConformanceCase(id)
    {
        protected override Outcome Compare() => outcome;
    }
}
