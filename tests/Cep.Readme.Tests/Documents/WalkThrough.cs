using System.Diagnostics;
using Cep.Tidy;

namespace Cep.Readme.Documents;

/// <summary>
/// Does what the documents tell a stranger to do, in a copy of the repository: saves the rule and its test where the README
/// says, and runs the commands block by block.
/// </summary>
public sealed class WalkThrough : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("cep-readme-").FullName;
    private readonly Dictionary<FencedBlock, (int ExitCode, string Text)> done = [];

    public WalkThrough()
    {
        if (OperatingSystem.IsWindows()) return;
        foreach (var path in RepositoryFiles.All.Where(path => !path.StartsWith("perf/", StringComparison.Ordinal)))
        {
            var target = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Path.Combine(RepositoryFiles.Root, path), target);
        }

        var code = FencedBlock.Of("csharp").Where(block => block.Document == "README.md").Select(block => block.Text).ToList();
        File.WriteAllText(Path.Combine(folder, "rules/Cep.Rules/PriceJumpRule.cs"), code[0]);
        foreach (var block in FencedBlock.Of("bash")) done[block] = Run(string.Join('\n', block.Lines.Where(IsRunHere)));
    }

    /// <summary>How a block went: its exit code and all that it wrote.</summary>
    public (int ExitCode, string Text) ResultOf(FencedBlock block) => done[block];

    /// <summary>Runs commands in the copy, as a stranger would type them, and stops at the first that fails.</summary>
    public (int ExitCode, string Text) Run(string commands)
    {
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", commands])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        using var process = Process.Start(start) ?? throw new InvalidOperationException("bash did not start.");
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, text + errors.Result);
    }

    public string Read(string path) => File.ReadAllText(Path.Combine(folder, path));

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>The tests run these tests already, and perf/ is measured on its own.</summary>
    private static bool IsRunHere(string line) => !line.StartsWith("dotnet ", StringComparison.Ordinal);
}
