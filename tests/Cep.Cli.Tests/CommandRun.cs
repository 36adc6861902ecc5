using System.Text;
using System.Text.Json;

namespace Cep.Cli.Tests;

/// <summary>What a command line did: the real command, run in this process.</summary>
internal sealed record CommandRun(int ExitCode, string Out, string Error)
{
    public JsonElement Summary => JsonDocument.Parse(Out).RootElement;

    public string Hash => Summary.GetProperty("outputSha256").GetString()!;

    public static CommandRun Of(params string[] arguments) => Of(static _ => { }, arguments);

    public static CommandRun Of(Action<Terminal> prepare, params string[] arguments)
    {
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        using var terminal = new Terminal(output, error);
        prepare(terminal);
        var code = CommandLine.Invoke(arguments, terminal);
        return new CommandRun(code, Encoding.UTF8.GetString(output.ToArray()), Encoding.UTF8.GetString(error.ToArray()));
    }

    /// <summary>Runs a command that must succeed.</summary>
    public static CommandRun Good(params string[] arguments)
    {
        var run = Of(arguments);
        Assert.True(run.ExitCode == ExitCodes.Done, $"cep {string.Join(' ', arguments)} returned {run.ExitCode}: {run.Error}");
        return run;
    }
}
