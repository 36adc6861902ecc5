using System.Text.RegularExpressions;
using Cep.Tidy;

namespace Cep.Readme;

public sealed partial class RuleDocumentTests
{
    [Fact]
    public void Each_rule_that_ships_has_a_section_and_no_other_has_one()
    {
        var shipped = RepositoryFiles.Code
            .Where(path => path.StartsWith("rules/", StringComparison.Ordinal))
            .SelectMany(path => RuleName().Matches(RepositoryFiles.Read(path)))
            .Select(match => match.Groups[1].Value);

        var explained = Heading().Matches(RepositoryFiles.Read("rules/docs/rules.md")).Select(match => match.Groups[1].Value);

        Assert.Equal(shipped.Order(StringComparer.Ordinal), explained.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"^\[Rule\(""([^""]+)""", RegexOptions.Multiline)]
    private static partial Regex RuleName();

    [GeneratedRegex("^## (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
