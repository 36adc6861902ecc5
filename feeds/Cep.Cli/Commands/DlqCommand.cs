using System.CommandLine;
using System.Text.Json;
using Cep.Live;
using Spectre.Console;

namespace Cep.Cli;

/// <summary><c>cep dlq</c>: what could not be processed, and what becomes of it.</summary>
internal static class DlqCommand
{
    private const int ShownIdLength = 12;

    public static Command Create(Terminal terminal)
    {
        var command = new Command("dlq", "Looks at dead letters, gives their inputs back, or puts them aside. Counts add up: total = open + requeued + discarded.");
        command.Subcommands.Add(CreateList(terminal));
        command.Subcommands.Add(CreateShow(terminal));
        command.Subcommands.Add(CreateRequeue(terminal));
        command.Subcommands.Add(CreateDiscard(terminal));
        ExamplesHelpAction.Describe(command, "cep dlq list letters.jsonl\ncep dlq list --config cep.json\ncep dlq show --config cep.json --topic letters 3fa9\ncep dlq requeue --config cep.json --reason sinkFailure\ncep dlq requeue letters.jsonl --reason malformed --out again.csv\ncep dlq discard letters.jsonl --rule block-trade");
        return command;
    }

    private static Command CreateList(Terminal terminal)
    {
        var options = new DlqOptions();
        var json = new Option<bool>("--json") { Description = "Print one JSON object a line, and the counts as the last one." };
        var command = new Command("list", "Lists dead letters and counts them.");
        options.AddTo(command);
        command.Options.Add(options.State);
        command.Options.Add(json);
        command.SetAction(parsed =>
        {
            using var source = new DlqSource(options, parsed, terminal.Stop);
            var store = source.Read();
            var found = store.Find(options.FilterOf(parsed) with { State = parsed.GetValue(options.State) });
            if (parsed.GetValue(json)) WriteJson(store, found, terminal.Out);
            else WriteTable(store, found, terminal.OutConsole);
            return ExitCodes.Done;
        });
        ExamplesHelpAction.Describe(command, "cep dlq list letters.jsonl\ncep dlq list letters.jsonl --reason ruleFault --state open --json\ncep dlq list --topic letters --config cep.json");
        return command;
    }

    private static Command CreateShow(Terminal terminal)
    {
        var options = new DlqOptions();
        var command = new Command("show", "Shows dead letters as they stand in the file or topic, each as one JSON object with its id, place and state.");
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            using var source = new DlqSource(options, parsed, terminal.Stop);
            var found = source.Read().Find(options.FilterOf(parsed)).ToList();
            if (found.Count == 0) throw new UsageException("no dead letter is meant by this; 'cep dlq list' has them all.");
            foreach (var letter in found) terminal.Out.WriteLine(JsonSerializer.Serialize(new { letter.Id, letter.State, letter.File, letter.Line, letter = JsonSerializer.Deserialize<JsonElement>(letter.Json) }, DerivedJson.Options));
            return ExitCodes.Done;
        });
        ExamplesHelpAction.Describe(command, "cep dlq show letters.jsonl 3fa9\ncep dlq show --config cep.json 3fa9");
        return command;
    }

    private static Command CreateRequeue(Terminal terminal)
    {
        var options = new DlqOptions();
        var output = new Option<string?>("--out", "-o") { Description = "Write the raw inputs to a new file, a line each, in place of back to Kafka.", HelpName = "FILE" };
        var to = new Option<string?>("--to") { Description = "The topic to give them to; without it messages go back to the topic and Kafka partition from which they came, and derived events to the topic that did not take them.", HelpName = "TOPIC" };
        var header = new Option<string?>("--header") { Description = "The first line of that file, such as time,symbol,price,size.", HelpName = "LINE" };
        var command = new Command("requeue", "Gives the inputs of open dead letters back, to Kafka or to a file, to be processed again, and notes it.");
        options.AddTo(command);
        foreach (var option in (Option[])[options.All, to, output, header]) command.Options.Add(option);
        command.SetAction(parsed =>
        {
            var filter = options.OpenOnesOf(parsed);
            using var source = new DlqSource(options, parsed, terminal.Stop);
            using var target = parsed.GetValue(output) is { } file ? new RequeueFile(file, parsed.GetValue(header)) : source.Kafka(parsed.GetValue(to));
            var store = source.Take();
            var (requeued, refused) = source.Guard(() => store.Requeue(store.Find(filter), target, TimeProvider.System));
            foreach (var why in refused.GroupBy(entry => entry.Why)) terminal.Error.WriteLine($"cep: {Figures.Number(why.Count())} stay open: {why.Key}.");
            terminal.Out.WriteLine($"requeued {Figures.Number(requeued)}; {store.Counts}");
            return refused.Count > 0 ? ExitCodes.Failed : ExitCodes.Done;
        });
        ExamplesHelpAction.Describe(command, "cep dlq requeue letters.jsonl --reason malformed --out again.csv --header time,symbol,price,size\ncep dlq requeue --config cep.json --reason sinkFailure\ncep dlq requeue letters.jsonl 3fa9 --config cep.json --to mended");
        return command;
    }

    private static Command CreateDiscard(Terminal terminal)
    {
        var options = new DlqOptions();
        var command = new Command("discard", "Notes that open dead letters are not needed. They stay where they are.");
        options.AddTo(command);
        command.Options.Add(options.All);
        command.SetAction(parsed =>
        {
            var filter = options.OpenOnesOf(parsed);
            using var source = new DlqSource(options, parsed, terminal.Stop);
            var store = source.Take();
            var discarded = source.Guard(() => store.Discard(store.Find(filter), TimeProvider.System));
            terminal.Out.WriteLine($"discarded {Figures.Number(discarded)}; {store.Counts}");
            return ExitCodes.Done;
        });
        ExamplesHelpAction.Describe(command, "cep dlq discard letters.jsonl --all\ncep dlq discard --config cep.json --rule block-trade\ncep dlq discard letters.jsonl --source day.csv");
        return command;
    }

    private static void WriteJson(DeadLetterStore store, IEnumerable<StoredDeadLetter> found, TextWriter output)
    {
        foreach (var letter in found)
        {
            output.WriteLine(JsonSerializer.Serialize(new { letter.Id, letter.State, letter.Letter.Reason, letter.Letter.Source, letter.Letter.Position, letter.Letter.Message }, DerivedJson.Options));
        }

        var counts = store.Counts;
        output.WriteLine(JsonSerializer.Serialize(new { counts.Total, counts.Open, counts.Requeued, counts.Discarded, counts.Repeats, counts.Unreadable }, DerivedJson.Options));
    }

    private static void WriteTable(DeadLetterStore store, IEnumerable<StoredDeadLetter> found, IAnsiConsole console)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("id", "state", "reason", "source", "position", "message");
        foreach (var letter in found)
        {
            table.AddRow(new[]
            {
                letter.Id[..ShownIdLength], NameOf(letter.State), NameOf(letter.Letter.Reason), letter.Letter.Source, Figures.Number(letter.Letter.Position), letter.Letter.Message,
            }.Select(Markup.Escape).ToArray());
        }

        if (table.Rows.Count > 0) console.Write(table);
        console.Write(new Text($"{store.Counts}\n"));
    }

    private static string NameOf<T>(T member)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(member.ToString());
}
