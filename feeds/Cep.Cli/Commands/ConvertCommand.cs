using System.CommandLine;
using Cep.Feeds.Files;

namespace Cep.Cli;

/// <summary><c>cep convert</c>: tick files of any format to one of any other.</summary>
internal static class ConvertCommand
{
    private const string Examples = """
        cep convert data/lean day.parquet --compression zstd
        cep convert day.csv.gz day.arrow
        cep convert day.parquet day.csv --from 2013-10-07T13:30:00Z
        cep convert day.csv lean/ --to-format lean
        """;

    public static Command Create(Terminal terminal)
    {
        var paths = new Argument<string[]>("IN... OUT")
        {
            Description = "Tick files, directories and globs to read, and last the file to write; its ending tells the format: .csv, .csv.gz, .arrow, .arrows, .parquet, or a folder for LEAN.",
            Arity = new ArgumentArity(2, 100_000),
        };
        paths.Validators.Add(Parse.CheckPaths);
        var toFormat = new Option<TickFormat?>("--to-format") { Description = "Format of the output, where its name does not tell.", CustomParser = Parse.Member<TickFormat>, HelpName = "FORMAT" };
        var compression = new Option<TickCompression?>("--compression")
        {
            Description = "Compression of Arrow (none, lz4, zstd) and Parquet (none, snappy, zstd).",
            CustomParser = Parse.Member<TickCompression>,
            DefaultValueFactory = _ => TickCompression.None,
            HelpName = "NAME",
        };
        var letters = new Option<string?>("--dead-letters") { Description = "Write what could not be read, as JSON Lines.", HelpName = "FILE.jsonl" };
        var ticks = new TickOptions();
        var command = new Command("convert", "Converts tick files: merges them by event time and writes one file, or a LEAN folder.\nLate events are left out, as in a replay.") { paths, toFormat, compression, letters };
        ticks.AddTo(command);
        command.SetAction(parsed => new Conversion(terminal)
        {
            Inputs = parsed.GetValue(paths)![..^1],
            Output = parsed.GetValue(paths)![^1],
            Format = parsed.GetValue(ticks.Format),
            Mapping = parsed.GetValue(ticks.Mapping),
            Symbol = parsed.GetValue(ticks.Symbol),
            OutputFormat = parsed.GetValue(toFormat),
            Compression = parsed.GetValue(compression) ?? TickCompression.None,
            DeadLetters = parsed.GetValue(letters),
            Options = new EngineOptions { From = parsed.GetValue(ticks.From), To = parsed.GetValue(ticks.To) },
        }.Run());
        ExamplesHelpAction.Describe(command, Examples);
        return command;
    }
}
