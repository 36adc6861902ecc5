using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;

namespace Cep.Feeds.Kafka;

/// <summary>
/// The functions of librdkafka's mock cluster, which the managed client doesn't offer. They are taken from the native
/// library that comes with it; which build fits depends on the system, so they are tried in turn.
/// </summary>
internal static partial class NativeKafka
{
    /// <summary>The name under which all of this project import the library.</summary>
    public const string Library = "cep-librdkafka";
    private static readonly string[] Builds = ["librdkafka", "centos8-librdkafka", "alpine-librdkafka"];

    static NativeKafka() => NativeLibrary.SetDllImportResolver(typeof(NativeKafka).Assembly, Resolve);

    public const int Producer = 0;

    /// <summary>
    /// Makes sure that the library is found. Every class that imports it calls this first: which of them is used first in a
    /// process is open.
    /// </summary>
    public static void Find()
    {
        // The static constructor has run when this is called.
    }

    /// <summary>Makes a client handle, for which the mock cluster's threads work.</summary>
    /// <exception cref="InvalidOperationException">The library refuses; the message says why.</exception>
    public static nint NewClient()
    {
        var error = new byte[512];

        // It connects to nobody, and warning of that would puzzle whoever watches.
        var configuration = NewConfiguration();
        Set(configuration, "log_level", "3", error, (nuint)error.Length);
        var client = New(Producer, configuration, error, (nuint)error.Length);
        if (client != 0) return client;
        throw new InvalidOperationException($"The embedded Kafka cluster can't be started: {Encoding.UTF8.GetString(error).TrimEnd('\0')}");
    }

    [LibraryImport(Library, EntryPoint = "rd_kafka_conf_new")]
    private static partial nint NewConfiguration();

    [LibraryImport(Library, EntryPoint = "rd_kafka_conf_set", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Set(nint configuration, string name, string value, byte[] error, nuint errorSize);

    [LibraryImport(Library, EntryPoint = "rd_kafka_new")]
    private static partial nint New(int type, nint configuration, byte[] error, nuint errorSize);

    [LibraryImport(Library, EntryPoint = "rd_kafka_destroy")]
    public static partial void Destroy(nint client);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_cluster_new")]
    public static partial nint ClusterNew(nint client, int brokers);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_cluster_destroy")]
    public static partial void ClusterDestroy(nint cluster);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_cluster_bootstraps")]
    public static partial nint Bootstraps(nint cluster);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_topic_create", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int TopicCreate(nint cluster, string topic, int partitions, int replicationFactor);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_broker_set_down")]
    public static partial int BrokerSetDown(nint cluster, int broker);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_broker_set_up")]
    public static partial int BrokerSetUp(nint cluster, int broker);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_broker_set_rtt")]
    public static partial int BrokerSetRoundTrip(nint cluster, int broker, int millis);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_group_initial_rebalance_delay_ms")]
    public static partial void GroupInitialRebalanceDelay(nint cluster, int millis);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_push_request_errors_array")]
    public static partial void PushRequestErrors(nint cluster, short apiKey, nuint count, int[] errors);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_clear_request_errors")]
    public static partial void ClearRequestErrors(nint cluster, short apiKey);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_start_request_tracking")]
    public static partial void StartRequestTracking(nint cluster);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_get_requests")]
    public static partial nint GetRequests(nint cluster, out nuint count);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_request_api_key")]
    public static partial short RequestApiKey(nint request);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_request_destroy_array")]
    public static partial void DestroyRequests(nint requests, nuint count);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Library) return 0;
        foreach (var build in Builds)
        {
            if (NativeLibrary.TryLoad(build, typeof(Confluent.Kafka.Library).Assembly, null, out var handle)) return handle;
            if (NativeLibrary.TryLoad(build, assembly, path, out handle)) return handle;
        }

        throw new DllNotFoundException(
            $"None of {string.Join(", ", Builds)} can be loaded. They come with the package librdkafka.redist; on Linux the first needs libsasl2.");
    }
}
