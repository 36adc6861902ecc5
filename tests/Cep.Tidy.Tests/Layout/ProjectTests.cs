using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace Cep.Tidy.Layout;

public sealed partial class ProjectTests
{
    private static readonly IReadOnlyList<string> Projects = [.. RepositoryFiles.WithExtension(".csproj")];

    [Fact]
    public void Every_project_is_in_the_solution_and_the_solution_names_no_other()
    {
        var listed = ProjectPath().Matches(RepositoryFiles.Read("Cep.sln")).Select(match => match.Groups[1].Value.Replace('\\', '/'));
        Assert.Equal(Projects.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_project_lies_in_its_layer_in_a_folder_of_its_name()
    {
        Violations.None(
            from path in Projects
            let parts = path.Split('/')
            where parts.Length != 3 || parts[1] + ".csproj" != parts[2]
            select path,
            "Put a project at layer/Name/Name.csproj.");
    }

    [Fact]
    public void Every_test_project_is_explained_in_the_README_of_the_tests()
    {
        var text = RepositoryFiles.Read("tests/README.md");
        Violations.None(
            Projects.Where(path => RepositoryFiles.Layer(path) == "tests" && !text.Contains($"| `{Path.GetFileNameWithoutExtension(path)}` |", StringComparison.Ordinal)),
            "Say in tests/README.md what it holds us to.");
    }

    [Fact]
    public void Package_versions_stand_in_one_file_alone()
    {
        Violations.None(
            from path in Projects
            from reference in XDocument.Parse(RepositoryFiles.Read(path)).Descendants("PackageReference")
            where reference.Attribute("Version") is not null || reference.Attribute("VersionOverride") is not null
            select $"{path}: {reference.Attribute("Include")?.Value}",
            "Give the version in Directory.Packages.props.");
    }

    [Fact]
    public void Every_package_version_is_used()
    {
        var used = Projects.Append("Directory.Build.targets")
            .SelectMany(path => XDocument.Parse(RepositoryFiles.Read(path)).Descendants("PackageReference"))
            .Select(reference => reference.Attribute("Include")!.Value)
            .ToHashSet(StringComparer.Ordinal);
        Violations.None(
            from version in XDocument.Parse(RepositoryFiles.Read("Directory.Packages.props")).Descendants("PackageVersion")
            let name = version.Attribute("Include")!.Value
            where !used.Contains(name)
            select name,
            "Take these out of Directory.Packages.props.");
    }

    [Fact]
    public void Shared_build_settings_are_not_loosened_in_a_project()
    {
        Violations.None(
            from path in Projects
            from setting in XDocument.Parse(RepositoryFiles.Read(path)).Descendants()
            where setting.Name.LocalName is "TreatWarningsAsErrors" or "Nullable" or "AnalysisLevel" or "TargetFramework"
            select $"{path}: {setting.Name.LocalName}",
            "These are set once, in Directory.Build.props.");
    }

    [GeneratedRegex("\"([^\"]+\\.csproj)\"")]
    private static partial Regex ProjectPath();
}
