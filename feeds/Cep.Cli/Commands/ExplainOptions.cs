using System.CommandLine;

namespace Cep.Cli;

/// <summary>The options of <c>cep replay</c> that tell why a pattern did not match.</summary>
internal sealed class ExplainOptions
{
    private readonly Option<string[]> asked = new("--explain")
    {
        Description = "Tell of each partial match of a rule with a pattern how it ended, of one key or of all; may be repeated. What is derived stays the same.",
        HelpName = "RULE[:KEY]",
    };

    private readonly Option<string?> file = new("--explain-to")
    {
        Description = "Write all of that to a file as JSON Lines; those that came closest are printed when absent.", HelpName = "FILE.jsonl",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(asked);
        command.Options.Add(file);
    }

    public ExplainSettings Of(ParseResult parsed) => new(parsed.GetValue(asked) ?? [], parsed.GetValue(file));
}
