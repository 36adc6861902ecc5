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
        var id = fact.TryGetProperty("id", out var name) ? name.GetString()! : "a case without id";
        try
        {
            return fact.TryGetProperty("events", out _) ? FlinkReader.Read(fact) : new UnknownCase(id);
        }
        catch (Exception fault)
        {
            return new UnreadableCase(id, fault);
        }
    }

    private static string? BesideTheRepository()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Cep.sln"))) directory = directory.Parent;
        return directory is null ? null : Path.Combine(directory.FullName, "..", "shared", "conformance");
    }

    /// <summary>The language refuses its pattern, or it is not of its schema.</summary>
    private sealed class UnreadableCase(string id, Exception fault) : ConformanceCase(id)
    {
        protected override Outcome Compare() => Outcome.Failed(fault.ToString());
    }

    private sealed class UnknownCase(string id) : ConformanceCase(id)
    {
        protected override Outcome Compare() => Outcome.Unsupported("no reader for its schema");
    }
}
