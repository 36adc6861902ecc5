namespace Cep.Feeds.Files.Tests;

/// <summary>A folder of its own for a test, gone after it.</summary>
internal sealed class TempFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cep-");

    public string this[string name] => Path.Combine(folder.FullName, name);

    public string[] Names() => [.. folder.GetFileSystemInfos("*", SearchOption.AllDirectories).Select(f => f.Name).Order(StringComparer.Ordinal)];

    public void Dispose() => folder.Delete(recursive: true);
}
