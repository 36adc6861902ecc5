using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Cep.Feeds.Kafka;
using Confluent.Kafka;

namespace Cep.Live;

/// <summary>
/// A tape that flows through processes of the system while things happen to them; at the end what readers of committed
/// records see is compared, byte for byte, with what a replay of the same tape gives.
/// </summary>
internal sealed class LiveTrial : IDisposable
{
    private const string Rules = """
        { "ema-breakout": { "fast": 5, "slow": 20, "window": "1m" }, "volume-spike": {}, "block-trade": { "minSize": 400 },
          "double-bottom": {}, "v-shape": { "falls": 2, "rises": 2, "within": "10m", "skipRepeats": true } }
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(6);
    private readonly LiveTrialOptions options;
    private readonly string folder = Directory.CreateTempSubdirectory("cep-trial-").FullName;
    private readonly CepProcess?[] processes;
    private readonly string config;
    private bool isProven;

    public LiveTrial(LiveTrialOptions options)
    {
        this.options = options;
        processes = new CepProcess?[options.Processes];
        Tape = Tape.Make(Path.Combine(folder, "tape"), options.Ticks, options.Partitions, options.Seed);
        Writer = new TapeWriter(options.Client, Tape, options.Input, options.Format, options.TicksPerMessage);
        config = Path.Combine(folder, "cep.json");
        File.WriteAllText(config, Config());
        Tell($"seed {options.Seed}, {Tape.Ticks.Count} ticks; everything is in {folder} until it is proven");
    }

    public Tape Tape { get; }

    public TapeWriter Writer { get; }

    /// <summary>Records of transactions that came to nothing, once all is proven. Without any, nothing was put to the test.</summary>
    public int Aborted { get; private set; }

    public void Start(int process)
    {
        processes[process]?.Dispose();
        processes[process] = new CepProcess(config, folder, string.Create(CultureInfo.InvariantCulture, $"process-{process}"));
    }

    public CepProcess Process(int process) => processes[process]!;

    /// <summary>Asks a process to stop: it drains, commits and leaves.</summary>
    public void Stop(int process)
    {
        CheckNoneWentAway();
        var code = Process(process).Stop();
        Assert.True(code == 0, $"Process {process} ended with {code} when it was asked to stop; its log: {Process(process).LogPath}");
        Process(process).Dispose();
        processes[process] = null;
    }

    /// <summary>Whatever happens to brokers and to other processes, none ends by itself.</summary>
    public void CheckNoneWentAway()
    {
        for (var i = 0; i < processes.Length; i++) Assert.False(processes[i] is { HasGoneByItself: true }, $"Process {i} ended by itself; its log: {processes[i]?.LogPath}");
    }

    /// <summary>Waits until everything that was written is committed.</summary>
    public void WaitUntilAllIsCommitted()
    {
        using var asker = new ConsumerBuilder<Ignore, Ignore>(new ConsumerConfig(options.Client) { GroupId = options.Group }).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        var partitions = Enumerable.Range(0, Tape.Partitions).Select(partition => new TopicPartition(options.Input, partition)).ToList();
        var (last, moved) = (-1L, Stopwatch.StartNew());
        while (true)
        {
            CheckNoneWentAway();
            var (read, there) = (0L, 0L);
            KafkaBroker.Persist(() => (read, there) = (asker.Committed(partitions, TimeSpan.FromSeconds(10)).Sum(place => Math.Max(0, place.Offset.Value)), partitions.Sum(partition => asker.QueryWatermarkOffsets(partition, TimeSpan.FromSeconds(10)).High.Value)), "say what is committed");
            if (read == there) return;
            if (read != last) moved.Restart();
            last = read;
            Assert.True(moved.Elapsed < Patience, $"Nothing moves: {read} of {there} messages are committed. Logs are in {folder}.");
            KafkaBroker.Pause(TimeSpan.FromMilliseconds(300));
        }
    }

    /// <summary>Writes what is left, lets it be processed, stops all and compares.</summary>
    public void Prove()
    {
        Writer.Finish();
        WaitUntilAllIsCommitted();
        for (var i = 0; i < processes.Length; i++)
        {
            if (processes[i] is not null) Stop(i);
        }

        var expected = DerivedLines.InTotalOrder(Replay());
        var found = DerivedLines.InTotalOrder(Committed());
        Aborted = Committed(IsolationLevel.ReadUncommitted).Count - found.Count;
        Tell($"{found.Count} derived events: {DerivedLines.Counts(found)}; {Aborted} more were aborted");
        DerivedLines.CheckSame(expected, found, folder);
        isProven = true;
    }

    /// <summary>Like <see cref="Prove"/> where nothing is kept of transactions: each derived event comes, at least once, and none but these.</summary>
    public void ProveById()
    {
        Writer.Finish();
        var expected = Replay().ToHashSet(StringComparer.Ordinal);
        var found = new HashSet<string>(StringComparer.Ordinal);
        for (var waited = Stopwatch.StartNew(); !expected.IsSubsetOf(found) && waited.Elapsed < Patience / 4; KafkaBroker.Pause(TimeSpan.FromSeconds(1)))
        {
            CheckNoneWentAway();
            found.UnionWith(Committed());
        }

        for (var i = 0; i < processes.Length; i++) Stop(i);
        DerivedLines.CheckSame(DerivedLines.InTotalOrder(expected), DerivedLines.InTotalOrder(found), folder);
        isProven = true;
    }

    /// <summary>What <c>cep replay</c> gives, a run for each Kafka partition, since lateness is decided there.</summary>
    public List<string> Replay()
    {
        var lines = new List<string>();
        using var rules = JsonDocument.Parse(Rules);
        var names = string.Join(',', rules.RootElement.EnumerateObject().Select(rule => rule.Name));
        for (var partition = 0; partition < Tape.Partitions; partition++)
        {
            var output = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"replayed-{partition}.jsonl"));
            CepCommand.Run("replay", Tape.FileOf(partition), "--config", config, "--rules", names, "--out", output);
            lines.AddRange(File.ReadLines(output));
        }

        return lines;
    }

    /// <summary>Whether readers of committed records are told of an earlier end than others are.</summary>
    public bool HasOpenTransactions() => CommittedRecords.EndOf(options.Client, options.Output, options.OutputPartitions, IsolationLevel.ReadCommitted)
        < CommittedRecords.EndOf(options.Client, options.Output, options.OutputPartitions, IsolationLevel.ReadUncommitted);

    /// <summary>What the log of a process says so far, of all that ran under its number.</summary>
    public string LogOf(int process)
    {
        using var log = new StreamReader(new FileStream(Process(process).LogPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return log.ReadToEnd();
    }

    public static void Tell(string what) => TestContext.Current.TestOutputHelper?.WriteLine(what);

    public void Dispose()
    {
        foreach (var process in processes) process?.Dispose();
        Writer.Dispose();
        if (isProven) Directory.Delete(folder, recursive: true);
    }

    private List<string> Committed(IsolationLevel isolation = IsolationLevel.ReadCommitted) =>
        CommittedRecords.Of(options.Client, options.Output, options.OutputPartitions, isolation).ConvertAll(value => value.TrimEnd('\n'));

    private string Config() => $$"""
        {
          "kafka": {
            "bootstrap": "{{options.Client.BootstrapServers}}", "group": "{{options.Group}}", "topics": { "{{options.Input}}": { "format": "{{(options.Format == MessageFormat.Arrow ? "arrow" : "json")}}" } },
            "groupProtocol": "{{options.GroupProtocol}}", "commitInterval": "{{options.CommitInterval}}", "sessionTimeout": "{{options.SessionTimeout}}", "transactionTimeout": "{{options.TransactionTimeout}}"
          },
          "rules": {{Rules}},
          "timing": { "disorderBound": "{{Tape.DisorderBound}}" },
          "output": { "topic": "{{options.Output}}" },
          "state": { "directory": {{JsonSerializer.Serialize(Path.Combine(folder, "state"))}}, "snapshotInterval": "2s", "topic": {{JsonSerializer.Serialize(options.StateTopic)}} },
          "health": { "enabled": false }
        }
        """;
}
