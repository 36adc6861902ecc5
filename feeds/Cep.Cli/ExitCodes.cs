namespace Cep.Cli;

/// <summary>What the process returns to its caller. The one place where the numbers stand.</summary>
public static class ExitCodes
{
    /// <summary>All was done. Dead letters and late events are results, not failures.</summary>
    public const int Done = 0;

    /// <summary>The run failed: an input can't be read or an output can't be written.</summary>
    public const int Failed = 1;

    /// <summary>Wrong usage: an unknown command, option, rule or parameter, a value that is not allowed, or a faulty configuration.</summary>
    public const int WrongUsage = 2;

    /// <summary><c>cep run --check</c> found a folder or a connection that can't be used; nothing was started.</summary>
    public const int Unreachable = 3;

    /// <summary>Stopped by Ctrl-C or a request to end; what was done until then is in the outputs.</summary>
    public const int Interrupted = 130;

    /// <summary>The codes for the help text.</summary>
    internal const string Help = """
        Exit codes:
          0    done (dead letters and late events are counted, they are no failure)
          1    failed: an input can't be read or an output can't be written, or parity
               found a difference
          2    wrong usage: unknown command, option, rule or parameter, or a bad value
          3    run --check: a folder or a connection can't be used
          130  interrupted; what was done until then is in the outputs
               (a live run that is asked to stop drains, commits and returns 0)
        """;
}
