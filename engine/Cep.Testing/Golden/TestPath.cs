namespace Cep.Testing;

/// <summary>Paths of the files that tests keep beside their source.</summary>
internal static class TestPath
{
    /// <summary>
    /// A path relative to the test's source file; where the sources are not at hand, as in a published test, relative to
    /// the folder of the test's program.
    /// </summary>
    public static string Resolve(string path, string testFile)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var sources = Path.GetDirectoryName(testFile);
        return Path.GetFullPath(path, Directory.Exists(sources) ? Path.GetFullPath(sources) : AppContext.BaseDirectory);
    }
}
