using System.Diagnostics;

namespace Cep.Live;

/// <summary>The command line as it was built, in processes of its own.</summary>
internal static class CepCommand
{
    /// <summary>How to start it.</summary>
    public static ProcessStartInfo With(params string[] arguments) => new("dotnet", [Path.Combine(AppContext.BaseDirectory, "cep.dll"), .. arguments])
    {
        RedirectStandardOutput = true, RedirectStandardError = true,
    };

    /// <summary>Runs a command to its end.</summary>
    public static void Run(params string[] arguments)
    {
        using var process = Process.Start(With(arguments)) ?? throw new InvalidOperationException("dotnet did not start.");
        var errors = process.StandardError.ReadToEndAsync();
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"cep {string.Join(' ', arguments)} ended with {process.ExitCode}: {errors.Result}{text}");
    }
}
