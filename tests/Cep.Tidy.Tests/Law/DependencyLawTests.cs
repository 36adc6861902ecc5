using Xunit;

namespace Cep.Tidy.Law;

/// <summary>Breaks the dependency law on purpose and reads what the build says.</summary>
public sealed class DependencyLawTests
{
    [Theory]
    [InlineData("engine/Cep.Abstractions", "engine/Cep.Engine")]
    [InlineData("engine/Cep.Abstractions", "rules/Cep.Rules")]
    [InlineData("engine/Cep.Engine", "engine/Cep.Testing")]
    [InlineData("engine/Cep.Engine", "feeds/Cep.Feeds.Files")]
    [InlineData("engine/Cep.Testing", "rules/Cep.Rules")]
    [InlineData("rules/Cep.Rules", "feeds/Cep.Feeds.Files")]
    [InlineData("rules/Cep.Rules", "feeds/Cep.Cli")]
    [InlineData("feeds/Cep.Feeds.Files", "engine/Cep.Engine")]
    [InlineData("feeds/Cep.Feeds.Files", "rules/Cep.Rules")]
    [InlineData("feeds/Cep.Feeds.Files", "feeds/Cep.Cli")]
    [InlineData("feeds/Cep.Feeds.Files", "live/Cep.Live")]
    [InlineData("engine/Cep.Engine", "live/Cep.Live")]
    [InlineData("rules/Cep.Rules", "live/Cep.Live")]
    [InlineData("live/Cep.Live", "feeds/Cep.Cli")]
    [InlineData("live/Cep.Live", "tests/Cep.Engine.Tests")]
    [InlineData("feeds/Cep.Cli", "tests/Cep.Engine.Tests")]
    [InlineData("feeds/Cep.Cli", "perf/Cep.Benchmarks")]
    public void A_forbidden_reference_is_an_error_that_names_both_projects(string from, string to)
    {
        var (exitCode, text) = Check(from, to);
        Assert.NotEqual(0, exitCode);
        Assert.Contains("error CEP0001", text, StringComparison.Ordinal);
        Assert.Contains($"forbids {NameOf(from)} (layer '{from.Split('/')[0]}') to reference {ProjectOf(to)}", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("engine/Cep.Engine", "engine/Cep.Abstractions")]
    [InlineData("engine/Cep.Testing", "engine/Cep.Engine", "engine/Cep.Abstractions")]
    [InlineData("rules/Cep.Rules", "engine/Cep.Engine", "engine/Cep.Abstractions")]
    [InlineData("feeds/Cep.Feeds.Files", "engine/Cep.Abstractions")]
    [InlineData("live/Cep.Live", "engine/Cep.Engine", "rules/Cep.Rules", "feeds/Cep.Feeds.Files")]
    [InlineData("feeds/Cep.Cli", "engine/Cep.Engine", "rules/Cep.Rules", "feeds/Cep.Feeds.Files", "live/Cep.Live")]
    [InlineData("tests/Cep.Engine.Tests", "engine/Cep.Engine", "rules/Cep.Rules", "feeds/Cep.Cli", "perf/Cep.Throughput")]
    [InlineData("perf/Cep.Throughput", "engine/Cep.Engine", "rules/Cep.Rules", "feeds/Cep.Feeds.Files")]
    public void An_allowed_reference_passes(string from, params string[] to)
    {
        var (exitCode, text) = Check(from, to);
        Assert.True(exitCode == 0, text);
    }

    [Fact]
    public void The_law_is_checked_by_a_plain_build()
    {
        using var sdk = new Sdk();
        sdk.WriteProject(ProjectOf("feeds/Cep.Feeds.Other"), [], []);
        sdk.WriteProject(ProjectOf("rules/Cep.Rules"), [ProjectOf("feeds/Cep.Feeds.Other")], []);
        var (exitCode, text) = sdk.Run("build", ProjectOf("rules/Cep.Rules"), "--nologo");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("error CEP0001", text, StringComparison.Ordinal);
    }

    private static (int ExitCode, string Text) Check(string from, params string[] to)
    {
        using var sdk = new Sdk();
        foreach (var project in to) sdk.WriteProject(ProjectOf(project), [], []);
        sdk.WriteProject(ProjectOf(from), to.Select(ProjectOf), []);
        return sdk.Run("msbuild", ProjectOf(from), "-t:CheckDependencyLaw", "-nologo");
    }

    private static string NameOf(string project) => project.Split('/')[1];

    private static string ProjectOf(string project) => $"{project}/{NameOf(project)}.csproj";
}
