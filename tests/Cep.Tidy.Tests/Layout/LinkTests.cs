using System.Text.RegularExpressions;
using Xunit;

namespace Cep.Tidy.Layout;

public sealed partial class LinkTests
{
    [Fact]
    public void Links_between_documents_lead_somewhere()
    {
        Violations.None(
            from path in RepositoryFiles.Documents
            let text = Fence().Replace(RepositoryFiles.Read(path), "")
            from Match link in Link().Matches(text)
            let target = link.Groups[1].Value
            where !target.Contains("://", StringComparison.Ordinal) && !Resolves(path, target)
            select $"{path}: {target}",
            "Mend the links.");
    }

    private static bool Resolves(string document, string target)
    {
        var parts = target.Split('#');
        var folder = Path.GetDirectoryName(Path.Combine(RepositoryFiles.Root, document))!;
        var file = parts[0].Length == 0 ? Path.Combine(RepositoryFiles.Root, document) : Path.GetFullPath(Path.Combine(folder, parts[0]));
        if (!File.Exists(file) && !Directory.Exists(file)) return false;
        return parts.Length == 1 || Headings(File.ReadAllText(file)).Contains(parts[1], StringComparer.Ordinal);
    }

    private static IEnumerable<string> Headings(string text) =>
        from Match heading in Heading().Matches(text)
        select NotInAnchor().Replace(heading.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"\[[^\]]*\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchor();

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
