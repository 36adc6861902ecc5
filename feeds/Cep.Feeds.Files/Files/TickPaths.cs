using System.IO.Enumeration;

namespace Cep.Feeds.Files;

/// <summary>Files, directories and globs, expanded to files.</summary>
internal static class TickPaths
{
    /// <summary>A path as feeds are named: with '/' between its parts and without a leading "./".</summary>
    public static string NameOf(string path)
    {
        var name = OperatingSystem.IsWindows() ? path.Replace('\\', '/') : path;
        while (name.StartsWith("./", StringComparison.Ordinal)) name = name[2..].TrimStart('/');
        return name;
    }

    /// <summary>
    /// Expands one path. A path that exists is taken as it is, whatever characters it holds; <c>*</c> and <c>?</c> match
    /// within one part of a path, <c>**</c> any number of folders. Hidden files and folders are passed over unless named.
    /// </summary>
    /// <returns>The files, and whether the path named a single one.</returns>
    /// <exception cref="FeedException">Nothing is there, or it can't be listed.</exception>
    public static (IReadOnlyList<string> Files, bool Named) Expand(string path)
    {
        if (path.Length == 0) throw new FeedException("A path is empty. Name a file, a directory or a glob such as 'ticks/**/*.csv'.");
        if (File.Exists(path)) return ([path], true);
        try
        {
            var files = new List<string>();
            if (Directory.Exists(path)) Walk(path, ["**", "*"], files, 0);
            else if (path.AsSpan().ContainsAny('*', '?')) WalkGlob(path, files);
            else throw new FeedException($"'{NameOf(path)}' does not exist.");
            if (files.Count == 0) throw new FeedException($"'{NameOf(path)}' {(Directory.Exists(path) ? "holds" : "matches")} no file.");
            return (files, false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FeedException($"'{NameOf(path)}' can't be listed: {e.Message}", e);
        }
    }

    private static void WalkGlob(string glob, List<string> files)
    {
        var parts = NameOf(glob).Split('/');
        var literal = Array.FindIndex(parts, part => part.AsSpan().ContainsAny('*', '?'));
        var root = string.Join('/', parts[..literal]);
        if (root.Length == 0) root = glob.StartsWith('/') ? "/" : ".";
        if (Directory.Exists(root)) Walk(root, parts.AsSpan(literal), files, 0);
    }

    private static void Walk(string folder, ReadOnlySpan<string> parts, List<string> files, int depth)
    {
        // A link that leads back to a folder above would never end.
        const int MaxDepth = 64;
        if (depth > MaxDepth) throw new FeedException($"'{NameOf(folder)}' lies more than {MaxDepth} folders deep: does a link lead back to a folder above?");
        var anyFolders = parts[0] == "**";
        if (anyFolders) parts = parts.Length > 1 ? parts[1..] : (string[])["*"];
        foreach (var entry in Directory.EnumerateFileSystemEntries(folder))
        {
            var name = Path.GetFileName(entry);
            var isFolder = Directory.Exists(entry);
            var hidden = name.StartsWith('.') && !parts[0].StartsWith('.');
            if (hidden) continue;
            if (FileSystemName.MatchesSimpleExpression(parts[0], name, ignoreCase: OperatingSystem.IsWindows()))
            {
                if (isFolder && parts.Length > 1) Walk(entry, parts[1..], files, depth + 1);
                else if (!isFolder && parts.Length == 1) files.Add(entry);
            }

            if (isFolder && anyFolders) Walk(entry, (string[])["**", .. parts], files, depth + 1);
        }
    }
}
