using System.CommandLine;
using Cep.Feeds.Kafka;

namespace Cep.Cli;

/// <summary><c>cep publish</c>: tick files into a topic.</summary>
internal static class PublishCommand
{
    private const string Examples = """
        cep publish ticks/ --config cep.json
        cep publish day.csv.gz --config cep.json --topic trades --as arrow
        cep publish day.parquet --config cep.json --speed 60
        cep publish day.csv --config cep.json --set kafka.bootstrap=test-broker:9092
        """;

    public static Command Create(Terminal terminal)
    {
        var paths = new Argument<string[]>("PATH") { Description = "Tick files, directories and globs, merged by event time.", Arity = ArgumentArity.OneOrMore };
        paths.Validators.Add(Parse.CheckPaths);
        var config = new Option<string>("--config") { Description = "The configuration that names the cluster.", DefaultValueFactory = _ => "cep.json", HelpName = "FILE.json" };
        var set = new Option<string[]>("--set", "-s") { Description = "A setting that is laid over the configuration; may be repeated.", HelpName = "PATH=VALUE" };
        var topic = new Option<string?>("--topic") { Description = "The topic; the one that the configuration reads when absent.", HelpName = "NAME" };
        var format = new Option<MessageFormat?>("--as")
        {
            Description = "json, a message for each tick, or arrow, messages of many.", CustomParser = Parse.Member<MessageFormat>, DefaultValueFactory = _ => MessageFormat.Json, HelpName = "FORMAT",
        };
        var rows = new Option<int>("--rows") { Description = "How many ticks an Arrow message has at the most.", DefaultValueFactory = _ => TickPublisher.DefaultRows, HelpName = "N" };
        rows.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 100_000) result.AddError("--rows must be 1 to 100000.");
        });
        var speed = new Option<double?>("--speed") { Description = "max, or N for N times the market's own pace.", CustomParser = Parse.Speed, DefaultValueFactory = _ => null, HelpName = "max|N" };
        var letters = new Option<string?>("--dead-letters") { Description = "Write what could not be read, as JSON Lines.", HelpName = "FILE.jsonl" };
        var ticks = new TickOptions();
        var command = new Command("publish", "Writes tick files into a Kafka topic, all of a symbol into one Kafka partition, and a heartbeat at their end.\nTimes stay what they are; late events are left out, as in a replay.")
        {
            paths, config, set, topic, format, rows, speed, letters,
        };
        ticks.AddTo(command);
        command.SetAction(parsed => new Publication(terminal)
        {
            Open = () => TickFileInput.Open(parsed.GetValue(paths)!, parsed.GetValue(ticks.Format), parsed.GetValue(ticks.Mapping), parsed.GetValue(ticks.Symbol)),
            Settings = RunCommand.Read(parsed.GetValue(config)!, parsed.GetValue(set) ?? []),
            Topic = parsed.GetValue(topic),
            Format = parsed.GetValue(format) ?? MessageFormat.Json,
            Rows = parsed.GetValue(rows),
            Speed = parsed.GetValue(speed),
            DeadLetters = parsed.GetValue(letters),
            Options = new EngineOptions { From = parsed.GetValue(ticks.From), To = parsed.GetValue(ticks.To) },
        }.Run());
        ExamplesHelpAction.Describe(command, Examples);
        return command;
    }
}
