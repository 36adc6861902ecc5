using System.Diagnostics;
using System.Globalization;
using Cep.Feeds.Kafka;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Cep.Live;

/// <summary>
/// A broker: the one that the environment names, or any that has an address. Topics are made with names of their own for each run and removed at the end.
/// Whatever is asked of it is asked again while it is away, for some minutes.
/// </summary>
internal sealed class KafkaBroker : IDisposable
{
    private const string HowToRun =
        "No broker is named. Set CEP_KAFKA_BOOTSTRAP=host:port to run this against a Kafka broker, version 2.1 or later; tests/README.md says what else can be set.";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private readonly string run = "cep-tests-" + Guid.NewGuid().ToString("N")[..8];
    private readonly List<string> topics = [];
    private readonly List<string> groups = [];
    private readonly IAdminClient admin;

    /// <param name="bootstrap">Where it is, <c>host:port</c>.</param>
    public KafkaBroker(string bootstrap)
    {
        Bootstrap = bootstrap;
        admin = new AdminClientBuilder(new AdminClientConfig(Client)).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
    }

    public string Bootstrap { get; }

    /// <summary>For plain clients.</summary>
    public ClientConfig Client => new() { BootstrapServers = Bootstrap };

    /// <summary>For this project's.</summary>
    public ClientSettings Settings => new() { Bootstrap = Bootstrap };

    /// <summary>The command that kills the broker and starts it again, null when it is left alone.</summary>
    public static string? RestartCommand => Environment.GetEnvironmentVariable("CEP_KAFKA_RESTART");

    /// <summary>The broker, or the test is skipped and says how to run it.</summary>
    public static KafkaBroker OrSkip()
    {
        var broker = OrNull();
        Assert.SkipWhen(broker is null, HowToRun);
        return broker!;
    }

    /// <summary>The broker, null when none is named.</summary>
    public static KafkaBroker? OrNull() =>
        Environment.GetEnvironmentVariable("CEP_KAFKA_BOOTSTRAP") is { } bootstrap && !string.IsNullOrWhiteSpace(bootstrap) ? new KafkaBroker(bootstrap) : null;

    /// <summary>Makes a topic that no other run knows.</summary>
    public string MakeTopic(string name, int partitions, Dictionary<string, string>? settings = null)
    {
        var topic = $"{run}-{name}";
        topics.Add(topic);
        Persist(() => Make(topic, partitions, 1, settings), $"make the topic {topic}");
        Persist(() => CheckThere(topic, partitions), $"see the topic {topic}");
        return topic;
    }

    /// <summary>A group that no other run knows.</summary>
    public string NameGroup(string name)
    {
        groups.Add($"{run}-{name}");
        return groups[^1];
    }

    /// <summary>Removes at the end what something else makes.</summary>
    public void RemoveLater(string? group, IReadOnlyList<string> made)
    {
        if (group is not null) groups.Add(group);
        topics.AddRange(made);
    }

    /// <summary>Kills the broker and starts it again; the command returns when it has. A broker that does not come up is started once more.</summary>
    public static void Restart(string command)
    {
        for (var tries = 3; ; tries--)
        {
            using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command]) { WorkingDirectory = "/" }) ?? throw new InvalidOperationException("/bin/sh did not start.");
            Assert.True(shell.WaitForExit(Patience), $"'{command}' did not end.");
            if (shell.ExitCode == 0) return;
            Assert.True(tries > 1, string.Create(CultureInfo.InvariantCulture, $"'{command}' ended with {shell.ExitCode}."));
            Pause(TimeSpan.FromSeconds(5));
        }
    }

    /// <summary>Does something until the broker lets it, for as long as a broker may be away.</summary>
    public static void Persist(Action action, string what)
    {
        for (var waited = Stopwatch.StartNew(); ;)
        {
            try
            {
                action();
                return;
            }
            catch (Exception fault) when (fault is KafkaException or KafkaFaultException { Fault: KafkaFault.Retriable })
            {
                Assert.True(waited.Elapsed < Patience, $"The broker does not {what}: {fault.Message}");
            }

            Pause(TimeSpan.FromMilliseconds(500));
        }
    }

    /// <summary>Lets time pass, for whatever it brings; ends when the run of tests is cancelled.</summary>
    public static void Pause(TimeSpan time)
    {
        TestContext.Current.CancellationToken.WaitHandle.WaitOne(time);
        TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
    }

    public void Dispose()
    {
        // With its topics the positions of a group go, and with those the group, unless somebody is still in it.
        Forgive(() => admin.DeleteGroupsAsync(groups, new DeleteGroupsOptions { RequestTimeout = TimeSpan.FromSeconds(30) }).GetAwaiter().GetResult());
        Forgive(() => admin.DeleteTopicsAsync(topics, new DeleteTopicsOptions { RequestTimeout = TimeSpan.FromSeconds(30) }).GetAwaiter().GetResult());
        admin.Dispose();
    }

    private void Make(string topic, int partitions, short copies, Dictionary<string, string>? settings)
    {
        try
        {
            admin.CreateTopicsAsync([new TopicSpecification { Name = topic, NumPartitions = partitions, ReplicationFactor = copies, Configs = settings! }]).GetAwaiter().GetResult();
        }
        catch (CreateTopicsException fault) when (fault.Results[0].Error.Code == ErrorCode.TopicAlreadyExists)
        {
            // The answer to an earlier try was lost.
        }
        catch (CreateTopicsException fault) when (copies > 0 && fault.Results[0].Error.Code is ErrorCode.InvalidReplicationFactor or ErrorCode.PolicyViolation)
        {
            // A cluster that asks for more copies says itself how many.
            Make(topic, partitions, -1, settings);
        }
    }

    private void CheckThere(string topic, int partitions)
    {
        var found = admin.GetMetadata(topic, TimeSpan.FromSeconds(10)).Topics.Single(entry => entry.Topic == topic);
        if (found.Error.IsError) throw new KafkaException(found.Error);
        if (found.Partitions.Count != partitions || found.Partitions.Any(partition => partition.Leader < 0)) throw new KafkaException(ErrorCode.LeaderNotAvailable);
    }

    /// <summary>What is left behind when the broker is away for good harms nobody.</summary>
    private static void Forgive(Action action)
    {
        try
        {
            action();
        }
        catch (Exception fault) when (fault is KafkaException or ArgumentException)
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"Left to the broker: {fault.Message}");
        }
    }
}
