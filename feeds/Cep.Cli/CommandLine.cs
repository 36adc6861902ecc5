using System.CommandLine;
using System.CommandLine.Help;
using Cep.Feeds.Files;
using Cep.Live;

namespace Cep.Cli;

/// <summary>The <c>cep</c> command: its subcommands, and what becomes of their errors.</summary>
public static class CommandLine
{
    private const string DebugVariable = "CEP_DEBUG";

    /// <summary>Runs a command line.</summary>
    /// <param name="arguments">The arguments, without the program's name.</param>
    /// <param name="terminal">Where the command writes and what stops it.</param>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static int Invoke(IReadOnlyList<string> arguments, Terminal terminal)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(terminal);
        var result = Build(terminal).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (result.Errors.Count > 0 && result.Action is not HelpAction and not ExamplesHelpAction) return RefuseUsage(result, terminal);
        try
        {
            var configuration = new InvocationConfiguration
            {
                Output = terminal.Out, Error = terminal.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null,
            };
            return result.Invoke(configuration);
        }
        catch (Exception error)
        {
            return Explain(error, terminal.Error);
        }
    }

    private static RootCommand Build(Terminal terminal)
    {
        var root = new RootCommand("Cep finds what matters in streams of market events: rules over trades and quotes, replayed from tick files or run live beside Kafka.");
        root.Subcommands.Add(DemoCommand.Create(terminal));
        root.Subcommands.Add(ReplayCommand.Create(terminal));
        root.Subcommands.Add(RestoreCommand.Create(terminal));
        root.Subcommands.Add(RunCommand.Create(terminal));
        root.Subcommands.Add(PublishCommand.Create(terminal));
        root.Subcommands.Add(ParityCommand.Create(terminal));
        root.Subcommands.Add(DlqCommand.Create(terminal));
        root.Subcommands.Add(RulesCommand.Create(terminal));
        root.Subcommands.Add(GenerateCommand.Create(terminal));
        root.Subcommands.Add(ConvertCommand.Create(terminal));
        root.Subcommands.Add(SimulateCommand.Create(terminal));
        foreach (var option in root.Options.OfType<HelpOption>()) option.Action = new ExamplesHelpAction((HelpAction)option.Action!);
        return root;
    }

    private static int RefuseUsage(ParseResult result, Terminal terminal)
    {
        var command = result.CommandResult.Command;
        var faults = command.Subcommands.Count > 0
            ? [WrongCommand(command, result.UnmatchedTokens)]
            : result.Errors.Select(error => error.Message.TrimEnd('.') + ".").Distinct(StringComparer.Ordinal);
        foreach (var fault in faults) terminal.Error.WriteLine($"cep: {fault}");
        terminal.Error.WriteLine($"See '{PathOf(command)} --help'.");
        return ExitCodes.WrongUsage;
    }

    private static string WrongCommand(Command command, IReadOnlyList<string> unknown)
    {
        var names = command.Subcommands.Select(sub => sub.Name).ToList();
        var known = $"The commands are {string.Join(", ", names)}.";
        if (unknown.Count == 0) return $"a command is missing. {known}";
        var advice = Nearest.To(unknown[0], names) is { } near ? $"Did you mean '{near}'?" : known;
        return $"'{PathOf(command)} {unknown[0]}' is no command. {advice}";
    }

    /// <summary>The command as a person types it.</summary>
    internal static string PathOf(Command command) =>
        command is RootCommand ? "cep" : $"{PathOf(command.Parents.OfType<Command>().First())} {command.Name}";

    private static int Explain(Exception error, TextWriter to)
    {
        if (error is AggregateException { InnerExceptions.Count: 1 } single) error = single.InnerException!;
        var (code, known) = error switch
        {
            UsageException or ConfigException or RuleException => (ExitCodes.WrongUsage, true),
            SnapshotException or FeedException or StateBudgetException or SinkException or UnwritableEventException or IOException or UnauthorizedAccessException => (ExitCodes.Failed, true),
            OperationCanceledException => (ExitCodes.Interrupted, true),
            _ => (ExitCodes.Failed, false),
        };
        to.WriteLine(known ? $"cep: {error.Message}" : $"cep: unexpected {error.GetType().Name}: {FirstLineOf(error.Message)}");
        if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable(DebugVariable))) to.WriteLine(error);
        else if (!known) to.WriteLine($"This is a fault of cep itself. Run again with {DebugVariable}=1 for the details and report them.");
        return code;
    }

    private static string FirstLineOf(string message) => message.Split('\n')[0].TrimEnd();
}
