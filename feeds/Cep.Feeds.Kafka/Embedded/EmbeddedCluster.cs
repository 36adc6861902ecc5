using System.Globalization;
using System.Runtime.InteropServices;

namespace Cep.Feeds.Kafka;

/// <summary>
/// A Kafka cluster inside this process: librdkafka's mock cluster, with real sockets and the real protocol. It keeps
/// everything in memory and forgets it when it ends; it is for trying and for tests, not for keeping.
/// </summary>
/// <remarks>
/// Topics can't be made through an admin client, only by <see cref="CreateTopic"/>. Of each Kafka partition it keeps about the
/// newest 5 MB, so a reader must not fall far behind. It takes part in transactions and does
/// nothing about them: offsets sent to one are not kept, what an aborted one wrote stays visible, and nobody is fenced off.
/// Whoever has to find committed offsets again commits them without a transaction here. Safe for several threads.
/// </remarks>
public sealed class EmbeddedCluster : IDisposable
{
    private readonly nint client;
    private readonly nint cluster;
    private bool isDisposed;

    /// <summary>Starts a cluster on free ports of the loopback interface.</summary>
    /// <param name="brokers">How many brokers, 1 to 16; their ids start at 1.</param>
    /// <exception cref="InvalidOperationException">The cluster can't be started.</exception>
    public EmbeddedCluster(int brokers = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(brokers, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(brokers, 16);
        Brokers = brokers;
        client = NativeKafka.NewClient();
        cluster = NativeKafka.ClusterNew(client, brokers);
        if (cluster == 0)
        {
            NativeKafka.Destroy(client);
            throw new InvalidOperationException("The embedded Kafka cluster can't be started: no socket can be opened on the loopback interface.");
        }

        Bootstrap = Marshal.PtrToStringUTF8(NativeKafka.Bootstraps(cluster))!;
        NativeKafka.GroupInitialRebalanceDelay(cluster, 0);
    }

    /// <summary>How many brokers there are.</summary>
    public int Brokers { get; }

    /// <summary>What clients take as <c>bootstrap.servers</c>.</summary>
    public string Bootstrap { get; }

    /// <summary>Makes a topic.</summary>
    /// <exception cref="InvalidOperationException">The topic is there already, or its name is not allowed.</exception>
    public void CreateTopic(string name, int partitions) => Check(NativeKafka.TopicCreate(cluster, name, partitions, Math.Min(3, Brokers)), $"make the topic '{name}'");

    /// <summary>Takes all brokers down: connections break and none is accepted.</summary>
    public void TakeDown() => ForEachBroker(NativeKafka.BrokerSetDown, "take down");

    /// <summary>Brings all brokers up again, with what they had.</summary>
    public void BringUp() => ForEachBroker(NativeKafka.BrokerSetUp, "bring up");

    /// <summary>Delays all answers of the brokers.</summary>
    public void SetRoundTrip(TimeSpan time) =>
        ForEachBroker((handle, broker) => NativeKafka.BrokerSetRoundTrip(handle, broker, (int)time.TotalMilliseconds), "delay");

    /// <summary>Makes the next requests of a kind fail.</summary>
    /// <param name="apiKey">The number of the request in Kafka's protocol.</param>
    /// <param name="errors">The error codes of the answers, one for each request.</param>
    public void FailNext(short apiKey, params int[] errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        ObjectDisposedException.ThrowIf(isDisposed, this);
        NativeKafka.PushRequestErrors(cluster, apiKey, (nuint)errors.Length, errors);
    }

    /// <summary>Forgets failures that were asked for and have not come yet.</summary>
    public void ClearFailures(short apiKey) => NativeKafka.ClearRequestErrors(cluster, apiKey);

    /// <summary>Begins to note which requests come, see <see cref="Requests"/>.</summary>
    public void TrackRequests()
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        NativeKafka.StartRequestTracking(cluster);
    }

    /// <summary>The numbers that the requests since <see cref="TrackRequests"/> have in Kafka's protocol, in their order.</summary>
    public unsafe IReadOnlyList<short> Requests()
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        var list = NativeKafka.GetRequests(cluster, out var count);
        var requests = new short[count];
        for (var i = 0; i < requests.Length; i++) requests[i] = NativeKafka.RequestApiKey(((nint*)list)[i]);
        NativeKafka.DestroyRequests(list, count);
        return requests;
    }

    /// <summary>Ends the cluster.</summary>
    public void Dispose()
    {
        if (isDisposed) return;
        isDisposed = true;
        NativeKafka.ClusterDestroy(cluster);
        NativeKafka.Destroy(client);
    }

    private void ForEachBroker(Func<nint, int, int> action, string what)
    {
        for (var broker = 1; broker <= Brokers; broker++)
        {
            Check(action(cluster, broker), string.Create(CultureInfo.InvariantCulture, $"{what} broker {broker}"));
        }
    }

    private void Check(int error, string what)
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        if (error != 0) throw new InvalidOperationException($"The embedded Kafka cluster can't {what}: {(Confluent.Kafka.ErrorCode)error}.");
    }
}
