using System.Text.RegularExpressions;
using Cep.Readme.Documents;
using Cep.Tidy;

namespace Cep.Readme;

public sealed partial class CodeBlockTests
{
    [Fact]
    public void Code_in_documents_is_code_that_compiles()
    {
        var sources = RepositoryFiles.Code.Select(path => Spaceless(RepositoryFiles.Read(path))).ToList();
        var blocks = FencedBlock.Of("csharp").ToList();
        Assert.NotEmpty(blocks);
        Assert.All(blocks, block => Assert.True(
            sources.Any(source => source.Contains(Spaceless(block.Text), StringComparison.Ordinal)),
            $"{block}: no C# file holds this code. Put it into tests/Cep.Readme.Tests/Snippets, or mend the document.\n{block.Text}"));
    }

    [Fact]
    public void A_rule_stands_in_the_first_30_lines_of_the_README()
    {
        var first = FencedBlock.All.First(block => block.Document == "README.md");
        Assert.Equal("csharp", first.Language);
        Assert.Contains(": Rule<Trade,", first.Text, StringComparison.Ordinal);
        Assert.InRange(first.Line + first.Lines.Count(), 1, 30);
    }

    [Fact]
    public void Every_block_is_of_a_language_that_a_test_looks_at()
    {
        string[] known = ["bash", "csharp", "json", "text"];
        Assert.All(FencedBlock.All, block => Assert.True(known.Contains(block.Language), $"{block}: '{block.Language}'; use one of {string.Join(", ", known)}."));
    }

    private static string Spaceless(string text) => Space().Replace(text, "");

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
