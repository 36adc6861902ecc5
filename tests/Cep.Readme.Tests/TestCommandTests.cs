using System.Text.RegularExpressions;
using Cep.Readme.Documents;
using Cep.Tidy;

namespace Cep.Readme;

public sealed partial class TestCommandTests
{
    private static readonly IReadOnlyList<(FencedBlock Block, string Line)> Commands =
        [.. FencedBlock.Of("bash").SelectMany(block => block.Lines.Select(line => (block, line)))];

    [Fact]
    public void The_README_gives_one_test_command_and_the_CI_script_runs_that_very_line()
    {
        var inReadme = Commands.Where(command => command.Block.Document == "README.md" && IsTest(command.Line)).ToList();
        var line = Assert.Single(inReadme).Line;
        Assert.Equal(line, RepositoryFiles.Read("README.md").Split('\n').First(IsTest));
        var script = RepositoryFiles.Read(".ci/run");
        Assert.Contains("test_command=\"$(grep -m1 '^dotnet test' README.md)\"", script, StringComparison.Ordinal);
        Assert.Contains("eval \"$test_command\"", script, StringComparison.Ordinal);
    }

    [Fact]
    public void Test_commands_name_projects_and_tests_that_exist()
    {
        foreach (var (block, line) in Commands.Where(command => command.Line.StartsWith("dotnet ", StringComparison.Ordinal)))
        {
            foreach (Match option in Option().Matches(line)) Assert.True(Exists(option.Groups[1].Value, option.Groups[2].Value), $"{block}: {option.Value}");
        }
    }

    private static bool IsTest(string line) => line.StartsWith("dotnet test", StringComparison.Ordinal);

    private static bool Exists(string option, string value) => option switch
    {
        "project" => RepositoryFiles.All.Contains($"{value}/{value.Split('/')[^1]}.csproj"),
        "filter-class" => RepositoryFiles.Code.Any(path => path.EndsWith($"/{value.Split('.')[^1]}.cs", StringComparison.Ordinal)),
        "filter-method" => RepositoryFiles.Code.Any(path => RepositoryFiles.Read(path).Contains(value.Trim('"', '*'), StringComparison.Ordinal)),
        _ => true,
    };

    [GeneratedRegex(@"--(project|filter-class|filter-method) (\S+)")]
    private static partial Regex Option();
}
