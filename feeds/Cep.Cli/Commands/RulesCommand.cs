using System.CommandLine;
using Spectre.Console;

namespace Cep.Cli;

/// <summary><c>cep rules</c>: what rules there are, what they can be told and what they derive.</summary>
internal static class RulesCommand
{
    public static Command Create(Terminal terminal)
    {
        var assemblies = new Option<string[]>("--rules-assembly")
        {
            Description = "Add the rules of an assembly of yours; may be repeated.", HelpName = "FILE.dll", Recursive = true,
        };
        var command = new Command("rules", "Lists and describes rules, and writes the JSON Schema of what they derive.");
        command.Options.Add(assemblies);
        command.Subcommands.Add(CreateList(terminal, assemblies));
        command.Subcommands.Add(CreateDescribe(terminal, assemblies));
        command.Subcommands.Add(CreateSchema(terminal, assemblies));
        ExamplesHelpAction.Describe(command, "cep rules list\ncep rules describe ema-breakout\ncep rules schema --out schemas/");
        return command;
    }

    private static Command CreateList(Terminal terminal, Option<string[]> assemblies)
    {
        var command = new Command("list", "Lists the rules.");
        command.SetAction(parsed =>
        {
            var catalog = CatalogOf(parsed, assemblies);
            var table = new Table().Border(TableBorder.None).HideHeaders().AddColumns("rule", "summary");
            table.Columns[0].NoWrap().PadRight(3);
            foreach (var rule in catalog.Create(catalog.Names)) table.AddRow(Markup.Escape(rule.Name), Markup.Escape(rule.Summary));
            terminal.OutConsole.Write(table);
            return ExitCodes.Done;
        });
        ExamplesHelpAction.Describe(command, "cep rules list");
        return command;
    }

    private static Command CreateDescribe(Terminal terminal, Option<string[]> assemblies)
    {
        var name = new Argument<string>("NAME") { Description = "The rule." };
        var command = new Command("describe", "Describes a rule: what it finds, what it consumes and derives, its parameters.");
        command.Arguments.Add(name);
        command.SetAction(parsed =>
        {
            var catalog = CatalogOf(parsed, assemblies);
            RuleSelection.CheckKnown(catalog, parsed.GetValue(name)!);
            RuleDescription.Write(catalog.Create([parsed.GetValue(name)!])[0], terminal.OutConsole);
            return ExitCodes.Done;
        });
        ExamplesHelpAction.Describe(command, "cep rules describe ema-breakout");
        return command;
    }

    private static Command CreateSchema(Terminal terminal, Option<string[]> assemblies)
    {
        var names = new Argument<string[]>("NAME") { Description = "The rules; all when absent.", Arity = ArgumentArity.ZeroOrMore };
        var folder = new Option<string?>("--out", "-o")
        {
            Description = "Write one file RULE.schema.json each to a folder; to standard output when absent.", HelpName = "DIR",
        };
        var command = new Command("schema", "Writes the JSON Schema (draft 2020-12) of the lines that rules derive.");
        command.Arguments.Add(names);
        command.Options.Add(folder);
        command.SetAction(parsed =>
        {
            var catalog = CatalogOf(parsed, assemblies);
            var chosen = parsed.GetValue(names) is { Length: > 0 } some ? some : [.. catalog.Names];
            foreach (var rule in chosen) RuleSelection.CheckKnown(catalog, rule);
            SchemaFiles.Write(catalog.Create(chosen), parsed.GetValue(folder), terminal.Out);
            return ExitCodes.Done;
        });
        ExamplesHelpAction.Describe(command, "cep rules schema\ncep rules schema ema-breakout\ncep rules schema --out schemas/");
        return command;
    }

    private static RuleCatalog CatalogOf(ParseResult parsed, Option<string[]> assemblies) =>
        RuleSelection.CatalogOf(parsed.GetValue(assemblies) ?? []);
}
