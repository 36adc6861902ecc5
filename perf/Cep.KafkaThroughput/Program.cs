using System.Diagnostics;
using System.Globalization;
using Cep.Feeds.Kafka;
using Confluent.Kafka;

namespace Cep.KafkaThroughput;

/// <summary>Compares the live path with the bare loop. Exit code 0: all answers are right; 1: one is wrong; 2: wrong usage.</summary>
public static class Program
{
    private const int EmbeddedTicks = 100_000;
    private const int BrokerTicks = 1_000_000;

    private const string Usage = """
        Usage: Cep.KafkaThroughput [--bootstrap HOST:PORT] [--ticks N] [--rounds N] [--warm-up SECONDS]
          --bootstrap  a cluster; without it one that is embedded in the process, on the same cores
          --ticks N    ticks of a pass in JSON, 1,000,000 unless told otherwise, 100,000 with the embedded cluster; in Arrow eight times as many
          --rounds N   rounds of loop and engine in turns, 5 unless told otherwise
          --warm-up N  seconds for which rounds are not counted, in each format, 10 unless told otherwise
        """;

    /// <summary>The entry point.</summary>
    public static int Main(string[] arguments)
    {
        var (bootstrap, ticks, rounds, warmUp) = ((string?)null, 0, 5, 10);
        for (var i = 0; i < arguments.Length; i += 2)
        {
            var value = i + 1 < arguments.Length ? arguments[i + 1] : "";
            var isRight = arguments[i] switch
            {
                "--bootstrap" => (bootstrap = value).Length > 0,
                "--ticks" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out ticks) && ticks >= 100_000,
                "--rounds" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out rounds) && rounds >= 1,
                "--warm-up" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out warmUp),
                _ => false,
            };
            if (isRight) continue;
            Console.Error.WriteLine($"'{arguments[i]} {value}' is not understood. --ticks is 100000 at least.\n{Usage}");
            return 2;
        }

        using var cluster = bootstrap is null ? new EmbeddedCluster() : null;
        if (ticks == 0) ticks = cluster is null ? BrokerTicks : EmbeddedTicks;
        if (cluster is not null && ticks > EmbeddedTicks)
        {
            Console.Error.WriteLine($"The embedded cluster keeps 5 MB of a Kafka partition, which {ticks} ticks outgrow: take {EmbeddedTicks} at the most, or name a cluster with --bootstrap.");
            return 2;
        }

        return Compare(bootstrap ?? cluster!.Bootstrap, cluster, ticks, rounds, TimeSpan.FromSeconds(warmUp));
    }

    private static int Compare(string bootstrap, EmbeddedCluster? cluster, int ticks, int rounds, TimeSpan warmUp)
    {
        var client = new ClientConfig { BootstrapServers = bootstrap };
        var run = Guid.NewGuid().ToString("N")[..8];
        var json = new TickTopic($"cep-json-{run}", ticks, MessageFormat.Json);
        var arrow = new TickTopic($"cep-arrow-{run}", ticks * 8, MessageFormat.Arrow);
        var output = $"cep-found-{run}";
        CreateTopics(client, cluster, json.Name, arrow.Name, output);
        json.Fill(client);
        arrow.Fill(client);
        Console.WriteLine("| what | ticks | messages | loop ns/tick | engine ns/tick | loop ÷ engine |\n| --- | ---: | ---: | ---: | ---: | ---: |");
        var settings = new ClientSettings { Bootstrap = bootstrap };
        if (Measure("json", client, settings, json, output, cluster is not null, rounds, warmUp) is not { } perJson) return 1;
        if (Measure("arrow", client, settings, arrow, output, cluster is not null, rounds, warmUp) is not { } perArrow) return 1;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nArrow messages of {TickTopic.TicksOfMessage} ticks: {perJson / perArrow:F1} times the ticks a second of JSON."));
        return 0;
    }

    private static double? Measure(string name, ClientConfig client, ClientSettings settings, TickTopic topic, string output, bool isEmbedded, int rounds, TimeSpan warmUp)
    {
        var (loops, engines, ratios) = (new List<double>(), new List<double>(), new List<double>());
        var expected = topic.Derived;
        var warm = Stopwatch.StartNew();
        for (var round = 0; round < rounds;)
        {
            var loop = BareLoop.Run(client, topic, output).TotalNanoseconds / topic.Ticks;
            var (took, told) = LivePass.Run(settings, topic, output, isEmbedded);
            if (told != expected)
            {
                Console.Error.WriteLine($"Wrong answer. {name}: {told} derived events were committed, and {expected} follow from the ticks.");
                return null;
            }

            // A run that goes on day and night has been compiled for good long since.
            if (warm.Elapsed < warmUp) continue;
            round++;
            var engine = took.TotalNanoseconds / topic.Ticks;
            loops.Add(loop);
            engines.Add(engine);
            ratios.Add(loop / engine);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {topic.Ticks:N0} | {topic.Messages:N0} | {Median(loops):F1} | {Median(engines):F1} | {Median(ratios):F2} |"));
        return Median(engines);
    }

    private static void CreateTopics(ClientConfig client, EmbeddedCluster? cluster, params string[] names)
    {
        if (cluster is not null)
        {
            foreach (var name in names) cluster.CreateTopic(name, TickTopic.Partitions);
            return;
        }

        using var admin = new AdminClientBuilder(client).Build();
        admin.CreateTopicsAsync(names.Select(static name => new Confluent.Kafka.Admin.TopicSpecification { Name = name, NumPartitions = TickTopic.Partitions, ReplicationFactor = 1 })).GetAwaiter().GetResult();
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values.Count % 2 == 1 ? values[values.Count / 2] : (values[values.Count / 2 - 1] + values[values.Count / 2]) / 2;
    }
}
