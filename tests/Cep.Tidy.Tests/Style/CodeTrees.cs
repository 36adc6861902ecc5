using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Cep.Tidy.Style;

/// <summary>The syntax of the repository's C# files, each parsed once.</summary>
internal static class CodeTrees
{
    private static readonly ConcurrentDictionary<string, SyntaxNode> Parsed = new(StringComparer.Ordinal);

    public static SyntaxNode Of(string path) =>
        Parsed.GetOrAdd(path, static path => CSharpSyntaxTree.ParseText(RepositoryFiles.Read(path)).GetRoot());

    /// <summary>The nodes of a kind in all C# files, each with its file.</summary>
    public static IEnumerable<(string Path, T Node)> All<T>()
        where T : SyntaxNode =>
        RepositoryFiles.Code.SelectMany(path => Of(path).DescendantNodes().OfType<T>().Select(node => (path, node)));

    public static int FirstLine(SyntaxNode node) => node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

    /// <summary>Lines from the first token to the last, without the documentation above.</summary>
    public static int LinesOf(SyntaxNode node)
    {
        var span = node.GetLocation().GetLineSpan();
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }
}
