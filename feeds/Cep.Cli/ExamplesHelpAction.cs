using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Runtime.CompilerServices;

namespace Cep.Cli;

/// <summary>The usual help, followed by the command's examples and the exit codes.</summary>
internal sealed class ExamplesHelpAction(HelpAction help) : SynchronousCommandLineAction
{
    private static readonly ConditionalWeakTable<Command, string> Examples = [];

    public override bool ClearsParseErrors => true;

    /// <summary>Gives a command its examples.</summary>
    public static void Describe(Command command, string examples) => Examples.Add(command, examples);

    public override int Invoke(ParseResult parseResult)
    {
        help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        if (Examples.TryGetValue(parseResult.CommandResult.Command, out var examples))
        {
            output.WriteLine("Examples:");
            foreach (var line in examples.Split('\n')) output.WriteLine($"  {line.TrimEnd()}");
            output.WriteLine();
        }

        output.WriteLine(ExitCodes.Help);
        return ExitCodes.Done;
    }
}
