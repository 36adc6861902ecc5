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

    private static ConformanceCase Read(JsonElement fact)
    {
        if (fact.TryGetProperty("events", out _)) return FlinkReader.Read(fact);
        return new UnknownCase(fact.TryGetProperty("id", out var id) ? id.GetString()! : "a case without id");
    }

    private static string? BesideTheRepository()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Cep.sln"))) directory = directory.Parent;
        return directory is null ? null : Path.Combine(directory.FullName, "..", "shared", "conformance");
    }

    private sealed class UnknownCase(string id) : ConformanceCase(id)
    {
        protected override Outcome Compare() => Outcome.Unsupported("no reader for its schema");
    }
}
