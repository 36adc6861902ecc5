namespace Cep.Cli.Tests;

/// <summary>A folder of its own for each test, gone afterwards.</summary>
internal sealed class TestFolder : IDisposable
{
    private readonly string path = Directory.CreateTempSubdirectory("cep-cli-tests-").FullName;

    public string this[string name] => Path.Combine(path, name);

    /// <summary>Writes a file and returns its path.</summary>
    public string Write(string name, string text)
    {
        File.WriteAllText(this[name], text);
        return this[name];
    }

    /// <summary>A small synthetic day with malformed rows.</summary>
    public string DirtyDay(string name = "day.csv")
    {
        CommandRun.Good("generate", "--ticks", "20000", "--symbols", "5", "--seed", "3", "--dirty", "2%", "--out", this[name]);
        return this[name];
    }

    public void Dispose() => Directory.Delete(path, recursive: true);
}
