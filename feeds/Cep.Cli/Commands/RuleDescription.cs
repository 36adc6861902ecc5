using Spectre.Console;

namespace Cep.Cli;

/// <summary>What a person wants to know of a rule.</summary>
internal static class RuleDescription
{
    public static void Write(Rule rule, IAnsiConsole console)
    {
        console.Write(new Text($"{rule.Name} (version {rule.Identity.Version})\n{rule.Summary}\n\n"));
        console.Write(new Text($"consumes: {string.Join(", ", rule.InputTypes.Select(type => type.Name))}\n"));
        console.Write(new Text($"derives:  {rule.Identity.TypeName}\n"));
        if (rule.WarmUp is { } warmUp) console.Write(new Text($"warm-up:  {warmUp}\n"));
        var parameters = RuleParameter.Of(rule.GetType());
        if (parameters.Count == 0)
        {
            console.Write(new Text("It has no parameters.\n"));
            return;
        }

        var table = new Table().Border(TableBorder.Rounded).AddColumns("parameter", "default", "allowed", "meaning");
        table.Columns[0].NoWrap();
        foreach (var parameter in parameters)
        {
            table.AddRow(Array.ConvertAll([parameter.Name, parameter.TextOf(rule), parameter.Allowed, parameter.Description], Markup.Escape));
        }

        console.WriteLine();
        console.Write(table);
        console.Write(new Text($"Set one with --set {rule.Name}.{parameters[0].Name}={parameters[0].TextOf(rule)}\n"));
    }
}
