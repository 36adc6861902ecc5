namespace Cep.Tidy;

/// <summary>The files of the repository, found from where the test runs.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = FindRoot();

    /// <summary>Files that belong to the project: not what a build or an editor leaves behind.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. Walk(new DirectoryInfo(Root)).Select(Relative).Order(StringComparer.Ordinal)];

    public static IEnumerable<string> WithExtension(params string[] extensions) =>
        All.Where(path => extensions.Contains(Path.GetExtension(path), StringComparer.Ordinal));

    public static IEnumerable<string> Code => WithExtension(".cs");

    public static IEnumerable<string> Documents => WithExtension(".md");

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    public static string Layer(string path) => path.Split('/')[0];

    private static string Relative(FileInfo file) => Path.GetRelativePath(Root, file.FullName).Replace('\\', '/');

    private static IEnumerable<FileInfo> Walk(DirectoryInfo folder) => folder
        .EnumerateFiles()
        .Where(file => file.Name != ".git")
        .Concat(folder.EnumerateDirectories().Where(IsOurs).SelectMany(Walk));

    private static bool IsOurs(DirectoryInfo folder) =>
        folder.Name is not ("bin" or "obj" or ".git" or ".vs" or ".idea" or "TestResults" or "BenchmarkDotNet.Artifacts")
        && folder.LinkTarget is null;

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Cep.sln"))) return folder.FullName;
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds Cep.sln.");
    }
}
