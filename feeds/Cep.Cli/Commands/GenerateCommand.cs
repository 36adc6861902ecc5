using System.CommandLine;
using System.Globalization;
using Cep.Feeds.Files;

namespace Cep.Cli;

/// <summary><c>cep generate</c>: a seeded synthetic market day, or the events of files put out of order.</summary>
internal static class GenerateCommand
{
    private const string Examples = """
        cep generate --out day.csv
        cep generate --symbols 500 --ticks 10_000_000 --seed 7 --out day.parquet
        cep generate --quotes --out lean/
        cep generate --dirty 1% --truth planted.jsonl --out day.csv.gz
        cep generate --from data/lean --shuffle 5s --duplicate 0.1% --late 0.01% --seed 7 --out shuffled.arrow
        """;

    public static Command Create(Terminal terminal)
    {
        var day = new MarketDayOptions();
        Option<long> Whole(string name, string description, long min, long max, long byDefault) => new(name)
        {
            Description = description, CustomParser = Parse.Whole(min, max), DefaultValueFactory = _ => byDefault, HelpName = "N",
        };
        var output = new Option<string>("--out", "-o")
        {
            Description = "The file to write; its ending tells the format: .csv, .csv.gz, .arrow, .arrows, .parquet, or a folder for LEAN.", Required = true, HelpName = "FILE|DIR",
        };
        var format = new Option<TickFormat?>("--format") { Description = "The format, where the name does not tell.", CustomParser = Parse.Member<TickFormat>, HelpName = "FORMAT" };
        var symbols = Whole("--symbols", "How many symbols; activity falls as 1/rank.", 1, MarketDayOptions.MaxSymbols, day.Symbols);
        var ticks = Whole("--ticks", "How many trades and quotes in all.", 0, 2_000_000_000, day.Ticks);
        var seed = Whole("--seed", "The same seed gives the same bytes.", 0, long.MaxValue, (long)day.Seed);
        var patterns = Whole("--patterns", "How many block trades, volume spikes and breakouts each to plant.", 0, MarketDayOptions.MaxPatterns, day.Patterns);
        var days = Whole("--days", "How many trading days; breakouts are planted on the last one.", 1, MarketDayOptions.MaxDays, day.Days);
        var quotes = new Option<bool>("--quotes") { Description = "Make three in four ticks quotes." };
        var date = new Option<DateOnly>("--date") { Description = "The first New York day, 04:00 to 20:00.", CustomParser = Parse.Date, DefaultValueFactory = _ => day.Date, HelpName = "DATE" };
        var dirty = new Option<double>("--dirty") { Description = "Share of malformed rows; CSV only.", CustomParser = Parse.Share, DefaultValueFactory = _ => 0, HelpName = "SHARE" };
        var truth = new Option<string?>("--truth") { Description = "Write what was planted, as JSON Lines.", HelpName = "FILE.jsonl" };
        var disorder = new DisorderArguments();
        var command = new Command("generate", "Makes a seeded synthetic market day, or several: New York hours, U-shaped volume, Zipf activity, planted patterns.\nWith --from it takes the events of tick files instead and puts them out of order, repeats some and makes some late.")
        {
            output, symbols, ticks, seed, date, days, quotes, patterns, dirty, truth, format,
        };
        disorder.AddTo(command);
        command.SetAction(parsed => disorder.AreGiven(parsed, symbols, ticks, date, days, quotes, patterns, dirty, truth)
            ? new Disordering(disorder.Of(parsed, parsed.GetValue(output)!, parsed.GetValue(format), (ulong)parsed.GetValue(seed)), terminal).Run()
            : Run(
            parsed.GetValue(output)!,
            parsed.GetValue(format),
            new MarketDayOptions
            {
                Symbols = (int)parsed.GetValue(symbols), Ticks = parsed.GetValue(ticks), Seed = (ulong)parsed.GetValue(seed),
                Patterns = (int)parsed.GetValue(patterns), Quotes = parsed.GetValue(quotes), Date = parsed.GetValue(date), Days = (int)parsed.GetValue(days),
            },
            parsed.GetValue(dirty),
            parsed.GetValue(truth),
            terminal));
        ExamplesHelpAction.Describe(command, Examples);
        return command;
    }

    private static int Run(string path, TickFormat? format, MarketDayOptions options, double dirty, string? truth, Terminal terminal)
    {
        var isCsv = format is TickFormat.Csv || (format is null && (path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".csv.gz", StringComparison.OrdinalIgnoreCase)));
        if (dirty > 0 && !isCsv) throw new UsageException($"--dirty makes malformed rows, which only CSV can hold; '{path}' is none. Use --out FILE.csv.");
        var (plan, dirtyRows) = DayFile.Write(path, format, options, dirty, terminal.Stop);
        if (truth is not null) TruthFile.Write(truth, plan, options, dirtyRows);
        var extra = dirtyRows == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" and {dirtyRows:N0} malformed rows");
        terminal.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"cep: wrote {options.Ticks:N0} ticks of {options.Symbols:N0} symbols{extra} to {path}"));
        return ExitCodes.Done;
    }
}
