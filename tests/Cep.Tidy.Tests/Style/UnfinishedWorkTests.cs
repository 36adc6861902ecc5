using System.Text.RegularExpressions;
using Xunit;

namespace Cep.Tidy.Style;

public sealed partial class UnfinishedWorkTests
{
    [Fact]
    public void Nothing_is_left_for_later_in_the_code()
    {
        Violations.None(
            Places(Unfinished(), RepositoryFiles.WithExtension(".cs", ".csproj", ".props", ".targets", ".md", ".json", ".sln", "")),
            "Finish it, or write down in the README what is not there yet.");
    }

    [Fact]
    public void No_path_of_a_machine_is_in_the_repository()
    {
        Violations.None(
            Places(MachinePath(), RepositoryFiles.All.Where(IsText)), "Find files relative to the repository or in a temporary folder.");
    }

    private static IEnumerable<string> Places(Regex regex, IEnumerable<string> paths) =>
        from path in paths
        where !path.EndsWith(nameof(UnfinishedWorkTests) + ".cs", StringComparison.Ordinal)
        from line in RepositoryFiles.Read(path).Split('\n').Index()
        let match = regex.Match(line.Item)
        where match.Success
        select $"{path}:{line.Index + 1}: {match.Value}";

    private static bool IsText(string path) =>
        Path.GetExtension(path) is ".cs" or ".csproj" or ".props" or ".targets" or ".md" or ".json" or ".sln" or ".cmd" or ".txt" or "";

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX|NotImplementedException)\b")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"(?<![\w./~])/(home|root|Users|work|mnt|opt|srv)/\w+|\b[A-Z]:\\(Users|src|work)\b")]
    private static partial Regex MachinePath();
}
