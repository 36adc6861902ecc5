namespace Cep.Live;

/// <summary>A folder of its own for each test, gone afterwards.</summary>
internal sealed class TempFolder : IDisposable
{
    private readonly string path = Directory.CreateTempSubdirectory("cep-live-tests-").FullName;

    public string this[string name] => Path.Combine(path, name);

    public string Write(string name, string text)
    {
        File.WriteAllText(this[name], text);
        return this[name];
    }

    public void Dispose() => Directory.Delete(path, recursive: true);
}
