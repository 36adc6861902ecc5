using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace Cep.Tidy.Style;

/// <summary>One word per idea; engine/docs/glossary.md says which. These are the words that it replaces.</summary>
public sealed partial class VocabularyTests
{
    /// <summary>A part of a declared name → the word to use instead.</summary>
    private static readonly (string Part, string Instead)[] Names =
    [
        ("Timestamp", "event time"), ("Checkpoint", "snapshot"), ("Alert", "derived event"), ("Topology", "rule graph"),
        ("Grace", "allowed lateness"), ("Slack", "disorder bound"), ("Egress", "sink"), ("Fixture", "tape"), ("Strategy", "rule"),
        ("LowWatermark", "watermark"), ("HighWatermark", "watermark"), ("Alarm", "derived event"),
    ];

    [Fact]
    public void Names_in_code_use_the_glossary_words()
    {
        Violations.None(
            from entry in Declared()
            from word in Names
            where IsPartOf(word.Part, entry.Name) && !IsTermOfItsOwn(entry.Name)
            select $"{entry.Path}: '{entry.Name}' says {word.Part}; the word is '{word.Instead}'",
            "Use the words of engine/docs/glossary.md.");
    }

    [Fact]
    public void Documents_and_comments_use_the_glossary_words()
    {
        var texts = RepositoryFiles.Documents
            .Where(path => path != "engine/docs/glossary.md")
            .Select(path => (Path: path, Text: Fence().Replace(RepositoryFiles.Read(path), "")))
            .Concat(RepositoryFiles.Code.Where(IsProse).Select(path => (Path: path, Text: CommentsOf(path))));
        Violations.None(
            from text in texts
            from Match match in Phrases().Matches(text.Text)
            select $"{text.Path}: {match.Value}",
            "Use the words of engine/docs/glossary.md.");
    }

    /// <summary>This folder has to name the words it looks for.</summary>
    private static bool IsProse(string path) => !path.StartsWith("tests/Cep.Tidy.Tests/", StringComparison.Ordinal);

    /// <summary>Names that another party gave: a format's own type, a pattern's skip strategy.</summary>
    private static bool IsTermOfItsOwn(string name) =>
        name.Contains("SkipStrategy", StringComparison.Ordinal) || name.Contains("ArrowTimestamp", StringComparison.Ordinal)
        || name.Contains("TimestampType", StringComparison.Ordinal) || name.Contains("TimestampUnit", StringComparison.Ordinal);

    private static bool IsPartOf(string part, string name)
    {
        for (var at = name.IndexOf(part, StringComparison.OrdinalIgnoreCase); at >= 0; at = name.IndexOf(part, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + part.Length;
            var begins = at == 0 || char.IsUpper(name[at]) || name[at - 1] == '_';
            var ends = end == name.Length || !char.IsLower(name[end]) || name[end] == 's';
            if (begins && ends) return true;
        }

        return false;
    }

    /// <summary>An override has the name of what it overrides, which is ours and checked there, or another party's.</summary>
    private static bool IsOverride(MemberDeclarationSyntax member) => member.Modifiers.Any(SyntaxKind.OverrideKeyword);

    private static IEnumerable<(string Path, string Name)> Declared() =>
        from path in RepositoryFiles.Code
        where IsProse(path)
        from node in CodeTrees.Of(path).DescendantNodes()
        let name = node switch
        {
            BaseTypeDeclarationSyntax type => type.Identifier.Text,
            MethodDeclarationSyntax method when !IsOverride(method) => method.Identifier.Text,
            PropertyDeclarationSyntax property when !IsOverride(property) => property.Identifier.Text,
            ParameterSyntax parameter => parameter.Identifier.Text,
            EnumMemberDeclarationSyntax member => member.Identifier.Text,
            VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax } field => field.Identifier.Text,
            _ => null,
        }
        where name is not null
        select (path, name);

    private static string CommentsOf(string path) => string.Join('\n', CodeTrees.Of(path)
        .DescendantTrivia()
        .Where(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia)
            || trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia))
        .Select(trivia => trivia.ToFullString()));

    [GeneratedRegex(@"\b(checkpoints?|(low|high) watermarks?|grace periods?|alerts?|egress|test fixtures?|topolog(y|ies))\b", RegexOptions.IgnoreCase)]
    private static partial Regex Phrases();

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
