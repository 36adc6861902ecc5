using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Cep.Feeds.Kafka;
using Cep.Live;
using Spectre.Console;

namespace Cep.Cli;

/// <summary>
/// A live run that anybody can watch: a Kafka cluster inside the process, ticks that are sent to it, the rules live beside it
/// as <c>cep run</c> runs them, and a reader of what they derive. In the middle the cluster goes away for some seconds.
/// </summary>
internal sealed class LiveDemo(string folder, LiveDemoPace pace, Terminal terminal)
{
    private const int Partitions = 4;
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly MarketDayOptions Day = new() { Symbols = 10, Seed = 20, Patterns = 5, Days = 3 };

    private readonly Stopwatch clock = new();

    public int Run()
    {
        var ticks = new DemoTicks(Day with { Ticks = pace.Ticks }, Partitions, terminal.Stop);
        var rules = RuleSelection.Create(RuleSelection.CatalogOf([]), [], [], []);
        using var cluster = new EmbeddedCluster();
        cluster.CreateTopic(DemoSettings.Ticks, Partitions);
        cluster.CreateTopic(DemoSettings.Derived, 1);
        Tell($"A Kafka cluster runs inside this process, at {cluster.Bootstrap}. It is for trying, not for keeping: it holds everything in");
        Tell("memory, forgets it at the end, and knows no transactions. Keep what matters to you on a real broker.");
        Tell($"{Figures.Number(ticks.All.Count)} trades in {Day.Symbols} symbols go to it, {Figures.Number(pace.TicksPerSecond)} a second; {rules.Count} rules run beside it, as cep run runs them.");
        Tell("");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(terminal.Stop);
        using var log = new StreamWriter(Path.Combine(folder, "live.log"));
        var settings = DemoSettings.Of(cluster.Bootstrap, folder, rules);
        var live = LiveHost.RunAsync(settings, KafkaWork.RunWithoutTransactionsAsync, log, stop.Token);
        using var reader = new DemoReader(cluster.Bootstrap);
        int sent, held;
        clock.Start();
        using (var producer = new DemoProducer(cluster.Bootstrap, ticks, pace.TicksPerSecond))
        {
            held = Watch(cluster, producer, reader, live);
            sent = producer.Acknowledged;
        }

        var answer = DemoAnswer.Of(ticks, sent, rules);
        WaitFor(() => reader.Count >= answer.Count, live);
        stop.Cancel();
        var (outcome, failure) = live.GetAwaiter().GetResult();
        if (outcome == LiveOutcome.Failed) throw new FeedException($"the live run has failed: {failure!.Message} Its log is {Path.Combine(folder, "live.log")}.", failure);
        return Prove(answer, reader, sent, held);
    }

    /// <summary>Shows how it goes, and takes the cluster away in the middle.</summary>
    /// <returns>How many ticks waited when it came back.</returns>
    private int Watch(EmbeddedCluster cluster, DemoProducer producer, DemoReader reader, Task live)
    {
        var (isUp, held) = (true, 0);
        for (var last = false; !last && !live.IsCompleted && !terminal.Stop.WaitHandle.WaitOne(Beat);)
        {
            last = producer.IsDone;
            var passed = clock.Elapsed;
            if (isUp && held == 0 && passed >= pace.DownAt)
            {
                cluster.TakeDown();
                isUp = false;
                terminal.OutConsole.MarkupLine("[red]The broker goes down.[/] Ticks wait at whoever sends them, the rules at their last commit.");
            }
            else if (!isUp && passed >= pace.UpAt)
            {
                held = Math.Max(1, producer.Sent - producer.Acknowledged);
                cluster.BringUp();
                isUp = true;
                terminal.OutConsole.MarkupLine($"[green]The broker is back.[/] {Figures.Number(held)} ticks have waited for it.");
            }

            Show(isUp, producer, reader);
        }

        if (!isUp) cluster.BringUp();
        return held;
    }

    private void Show(bool isUp, DemoProducer producer, DemoReader reader)
    {
        var newest = reader.TakeNewest() is { } line ? BriefOf(line) : "";
        terminal.OutConsole.MarkupLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{clock.Elapsed.TotalSeconds,5:0.0} s  {(isUp ? "[green]up  [/]" : "[red]down[/]")}  ticks {producer.Acknowledged,7:N0}  derived {reader.Count,5:N0}  [dim]{Markup.Escape(newest)}[/]"));
    }

    private static string BriefOf(string line)
    {
        using var derived = JsonDocument.Parse(line);
        string Text(string name) => derived.RootElement.GetProperty(name).GetString()!;
        return $"{Text("rule")} {Text("key")} {Text("time")}";
    }

    private int Prove(IReadOnlyDictionary<string, string> answer, DemoReader reader, int sent, int held)
    {
        var came = reader.Lines;
        var lost = answer.Keys.Count(id => !came.ContainsKey(id));
        var other = came.Count(entry => !answer.TryGetValue(entry.Key, out var line) || line != entry.Value);
        Tell("");
        Tell($"{Figures.Number(sent)} ticks went in, {Figures.Number(held)} of which had to wait for the broker; {Figures.Number(came.Count)} derived events came out.");
        Tell($"A replay of the same ticks derives {Figures.Number(answer.Count)}: {lost} are missing live, {other} are different, {reader.Repeats} came once more and were dropped by their id.");
        if (reader.Repeats > 0) Tell("(A real broker has transactions, and readers of committed records see everything once.)");
        if (lost + other == 0) terminal.OutConsole.MarkupLine("[green]Live and replay are the same, byte for byte.[/]");
        else terminal.Error.WriteLine(terminal.Stop.IsCancellationRequested ? "cep: interrupted; what had not come yet is missing." : $"cep: live and replay differ. The log of the live run is {Path.Combine(folder, "live.log")}.");
        Tell("");
        Tell("What was read and derived is recorded; a replay of the recording proves the same once more:");
        Tell($"  ./cep parity {DemoSettings.Recording(folder)}");
        Tell("With a broker of yours: ./cep run --config cep.json (live/docs/operations.md says how it is configured).");
        if (terminal.Stop.IsCancellationRequested) return ExitCodes.Interrupted;
        return lost + other == 0 ? ExitCodes.Done : ExitCodes.Failed;
    }

    private void WaitFor(Func<bool> isSo, Task live)
    {
        for (var waited = Stopwatch.StartNew(); !isSo() && waited.Elapsed < Patience && !live.IsCompleted && !terminal.Stop.WaitHandle.WaitOne(Beat);)
        {
        }
    }

    private void Tell(string line) => terminal.Out.WriteLine(line);
}
