using System.Text.RegularExpressions;
using Cep.Tidy;

namespace Cep.Readme.Documents;

/// <summary>A fenced block of a document.</summary>
/// <param name="Document">The document's path.</param>
/// <param name="Line">The line of its fence.</param>
/// <param name="Language">What stands behind the fence.</param>
/// <param name="Text">What it holds.</param>
public sealed partial record FencedBlock(string Document, int Line, string Language, string Text)
{
    public static IReadOnlyList<FencedBlock> All { get; } = [.. RepositoryFiles.Documents.SelectMany(In)];

    /// <summary>The blocks of a language, those of README.md first.</summary>
    public static IEnumerable<FencedBlock> Of(string language) =>
        All.Where(block => block.Language == language).OrderBy(block => block.Document != "README.md");

    /// <summary>The lines that are commands, in order.</summary>
    public IEnumerable<string> Lines => Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public override string ToString() => $"{Document}:{Line}";

    private static IEnumerable<FencedBlock> In(string document)
    {
        var text = RepositoryFiles.Read(document).ReplaceLineEndings("\n");
        foreach (Match match in Fence().Matches(text))
        {
            yield return new FencedBlock(document, text.AsSpan(0, match.Index).Count('\n') + 1, match.Groups[1].Value, match.Groups[2].Value);
        }
    }

    [GeneratedRegex("^```(\\w*)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
