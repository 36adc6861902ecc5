using System.Runtime.InteropServices;
using System.Text;
using Spectre.Console;

namespace Cep.Cli;

/// <summary>Where a command writes and what can stop it: the process's own streams, or a test's.</summary>
/// <remarks>Used by the thread of the command; <see cref="Stop"/> may be signalled from any thread.</remarks>
public sealed class Terminal : IDisposable
{
    /// <summary>Columns of plain output, where nobody says how wide the window is.</summary>
    private const int PlainWidth = 120;

    private readonly CancellationTokenSource stop = new();
    private readonly List<PosixSignalRegistration> signals = [];

    /// <summary>Makes a terminal of two streams, which stay the caller's.</summary>
    public Terminal(Stream output, Stream error)
        : this(output, error, outIsInteractive: false, errorIsInteractive: false)
    {
    }

    private Terminal(Stream output, Stream error, bool outIsInteractive, bool errorIsInteractive)
    {
        OutputStream = output;
        Out = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true) { AutoFlush = true, NewLine = "\n" };
        Error = new StreamWriter(error, new UTF8Encoding(false), leaveOpen: true) { AutoFlush = true, NewLine = "\n" };
        OutConsole = ConsoleOf(Out, outIsInteractive);
        ErrorConsole = ConsoleOf(Error, errorIsInteractive);
        IsErrorInteractive = errorIsInteractive;
    }

    /// <summary>Results as bytes, for <c>--out -</c>.</summary>
    public Stream OutputStream { get; }

    /// <summary>Results.</summary>
    public TextWriter Out { get; }

    /// <summary>Messages and progress.</summary>
    public TextWriter Error { get; }

    /// <summary>Tables on <see cref="Out"/>.</summary>
    public IAnsiConsole OutConsole { get; }

    /// <summary>The progress bar on <see cref="Error"/>.</summary>
    public IAnsiConsole ErrorConsole { get; }

    /// <summary>A person watches <see cref="Error"/>.</summary>
    public bool IsErrorInteractive { get; }

    /// <summary>Asks the command to end with what it has done.</summary>
    public CancellationToken Stop => stop.Token;

    /// <summary>The process's own streams; the first Ctrl-C asks to end, the second one kills.</summary>
    public static Terminal OfProcess()
    {
        var terminal = new Terminal(
            Console.OpenStandardOutput(), Console.OpenStandardError(), !Console.IsOutputRedirected, !Console.IsErrorRedirected);
        terminal.signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, terminal.OnSignal));
        terminal.signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, terminal.OnSignal));
        return terminal;
    }

    /// <summary>As a first Ctrl-C.</summary>
    public void RequestStop() => stop.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var signal in signals) signal.Dispose();
        Out.Dispose();
        Error.Dispose();
        stop.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        if (stop.IsCancellationRequested) return;
        context.Cancel = true;
        stop.Cancel();
    }

    private static IAnsiConsole ConsoleOf(TextWriter writer, bool isInteractive)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isInteractive ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isInteractive ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isInteractive ? InteractionSupport.Detect : InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        if (!isInteractive) console.Profile.Width = PlainWidth;
        return console;
    }
}
