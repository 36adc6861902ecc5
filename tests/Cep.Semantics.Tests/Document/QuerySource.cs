using System.Text.RegularExpressions;
using Cep.Tidy;

namespace Cep.Semantics.Document;

/// <summary>The text of the queries in the folder Queries.</summary>
internal static partial class QuerySource
{
    private static readonly Dictionary<string, string> ByRule = RepositoryFiles.All
        .Where(path => path.StartsWith("tests/Cep.Semantics.Tests/Queries/", StringComparison.Ordinal))
        .SelectMany(path => Rule().Matches(RepositoryFiles.Read(path)))
        .ToDictionary(match => match.Groups[1].Value, match => Space().Replace(match.Groups[2].Value, " "));

    /// <summary>What stands behind the arrow of a rule's query, with one space for any white space.</summary>
    public static string Of(string rule) => ByRule[rule];

    [GeneratedRegex(@"\[Rule\(""([^""]+)""\)\].*?Query\([^\n]*\) =>\s*(.*?);\n", RegexOptions.Singleline)]
    private static partial Regex Rule();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
