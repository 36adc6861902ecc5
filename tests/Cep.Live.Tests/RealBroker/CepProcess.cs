using System.Diagnostics;
using System.Globalization;

namespace Cep.Live;

/// <summary>A <c>cep run</c> as a process of the system, which can be killed, frozen and stopped. Its log goes to a file.</summary>
internal sealed class CepProcess : IDisposable
{
    private readonly Process process;
    private readonly StreamWriter log;
    private readonly Lock gate = new();

    public CepProcess(string config, string folder, string name)
    {
        Directory.CreateDirectory(folder);
        LogPath = Path.Combine(folder, name + ".log");
        log = new StreamWriter(LogPath, append: true) { AutoFlush = true };
        var start = CepCommand.With("run", "--config", config);
        start.Environment["CEP__Spool__Directory"] = Path.Combine(folder, name + "-spool");
        start.Environment["CEP__DeadLetters__File"] = Path.Combine(folder, name + "-letters.jsonl");
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Log(line.Data);
        process.ErrorDataReceived += (_, line) => Log(line.Data);
        process.Start();
        Log(string.Create(CultureInfo.InvariantCulture, $"=== process {process.Id}"));
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string LogPath { get; }

    /// <summary>It has ended, and nobody killed it.</summary>
    public bool HasGoneByItself => process.HasExited && !IsKilled;

    public bool IsKilled { get; private set; }

    /// <summary>Ends it at once, as a loss of power would: it gets to do nothing more.</summary>
    public void Kill()
    {
        if (!process.HasExited) IsKilled = true;
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>Stops it in its tracks: to others it looks dead, to itself no time passes.</summary>
    public void Freeze() => Signal("STOP");

    /// <summary>Lets it go on.</summary>
    public void Thaw() => Signal("CONT");

    /// <summary>Asks it to stop and waits until it has.</summary>
    /// <returns>The exit code; −1 when it did not end.</returns>
    public int Stop()
    {
        Signal("TERM");
        return process.WaitForExit(TimeSpan.FromMinutes(2)) ? process.ExitCode : -1;
    }

    public void Dispose()
    {
        if (!process.HasExited) Kill();
        process.Dispose();
        lock (gate) log.Dispose();
    }

    private void Signal(string signal)
    {
        using var kill = Process.Start("/bin/sh", ["-c", string.Create(CultureInfo.InvariantCulture, $"kill -{signal} {process.Id}")]);
        kill.WaitForExit();
    }

    private void Log(string? line)
    {
        lock (gate)
        {
            if (line is not null && log.BaseStream.CanWrite) log.WriteLine(line);
        }
    }
}
