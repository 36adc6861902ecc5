using Xunit;

namespace Cep.Tidy.Layout;

public sealed class LayoutTests
{
    private static readonly string[] Folders = ["engine", "feeds", "live", "perf", "rules", "tests"];

    private static readonly string[] Files =
    [
        "BannedSymbols.txt", "Cep.sln", "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props",
        "LICENSE", "README.md", "cep", "cep.cmd", "compose.yaml", "global.json",
    ];

    [Fact]
    public void The_top_level_holds_the_six_layers_and_nothing_else()
    {
        Assert.Equal(Folders, RepositoryFiles.All.Where(path => path.Contains('/')).Select(RepositoryFiles.Layer).Where(IsVisible).Distinct().Order());
    }

    [Fact]
    public void The_top_level_holds_the_usual_files_and_nothing_else()
    {
        Assert.Equal(Files, RepositoryFiles.All.Where(path => !path.Contains('/') && IsVisible(path)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("engine")]
    [InlineData("rules")]
    [InlineData("feeds")]
    [InlineData("live")]
    [InlineData("tests")]
    [InlineData("perf")]
    public void Each_layer_explains_itself(string folder)
    {
        Assert.Contains($"{folder}/README.md", RepositoryFiles.All);
    }

    [Fact]
    public void The_launcher_is_executable_where_that_means_something()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no executable bit; cep.cmd is the launcher there.");
#pragma warning disable CA1416 // Skipped above where the call is not supported.
        var mode = File.GetUnixFileMode(Path.Combine(RepositoryFiles.Root, "cep"));
#pragma warning restore CA1416
        Assert.True(mode.HasFlag(UnixFileMode.UserExecute));
    }

    private static bool IsVisible(string name) => !name.StartsWith('.');
}
