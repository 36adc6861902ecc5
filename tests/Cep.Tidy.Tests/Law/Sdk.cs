using System.Diagnostics;

namespace Cep.Tidy.Law;

/// <summary>Runs the .NET SDK on projects in a temporary folder that has the layout and the build files of the repository.</summary>
internal sealed class Sdk : IDisposable
{
    private static readonly string[] BuildFiles =
    [
        "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json", ".editorconfig",
        "BannedSymbols.txt", "rules/BannedSymbols.Rules.txt",
    ];

    private readonly string folder = Directory.CreateTempSubdirectory("cep-law-").FullName;

    public Sdk()
    {
        foreach (var file in BuildFiles) Write(file, RepositoryFiles.Read(file));
    }

    /// <summary>Writes a project that refers to others and to packages.</summary>
    public void WriteProject(string path, IEnumerable<string> references, IEnumerable<string> packages)
    {
        var up = string.Concat(Enumerable.Repeat("../", path.Count(c => c == '/')));
        var items = references.Select(reference => $"""<ProjectReference Include="{up}{reference}" />""")
            .Concat(packages.Select(package => $"""<PackageReference Include="{package}" />"""));
        Write(path, $"""<Project Sdk="Microsoft.NET.Sdk"><ItemGroup>{string.Concat(items)}</ItemGroup></Project>""");
    }

    public void Write(string path, string text)
    {
        var file = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    /// <summary>Runs <c>dotnet</c> with the arguments.</summary>
    /// <returns>The exit code and all that was written.</returns>
    public (int ExitCode, string Text) Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // The test may itself run inside a build, whose settings must not reach this one.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        var errors = process.StandardError.ReadToEndAsync();
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, text + errors.Result);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
