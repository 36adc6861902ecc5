using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace Cep.Feeds.Kafka;

/// <summary>
/// Offsets with a text beside them, in and out of a group. Kafka keeps the text with each offset, but the managed client
/// does not pass it on, so these calls go to the native library on the handles of the managed clients.
/// </summary>
internal static partial class NativeOffsets
{
    private const string Library = NativeKafka.Library;

    static NativeOffsets() => NativeKafka.Find();

    /// <summary>Adds offsets to the transaction that a producer is in.</summary>
    /// <remarks>
    /// Who may commit is decided by the transactional id alone, so the group is named without a member or a generation: a
    /// rebalance that leaves the partition where it is does not fail the commit, and every broker with transactions takes it.
    /// </remarks>
    /// <exception cref="KafkaFaultException">Kafka refuses.</exception>
    public static void SendToTransaction(Handle producer, string group, IReadOnlyList<PartitionOffset> offsets, TimeSpan timeout)
    {
        var list = ListOf(offsets);
        var metadata = GroupMetadataNew(group);
        try
        {
            using var handle = new BorrowedHandle(producer);
            KafkaFaultException.ThrowIfError(SendOffsetsToTransaction(handle.Pointer, list, metadata, (int)timeout.TotalMilliseconds), "add offsets to the transaction");
        }
        finally
        {
            GroupMetadataDestroy(metadata);
            ListDestroy(list);
        }
    }

    /// <summary>Commits offsets for a consumer, without a transaction.</summary>
    /// <exception cref="KafkaFaultException">Kafka refuses.</exception>
    public static void Commit(Handle consumer, IReadOnlyList<PartitionOffset> offsets)
    {
        var list = ListOf(offsets);
        try
        {
            using var handle = new BorrowedHandle(consumer);
            KafkaFaultException.ThrowIfError(Commit(handle.Pointer, list, 0), "commit offsets");
            foreach (var place in ElementsOf(list)) KafkaFaultException.ThrowIfError(place.Error, "commit offsets");
        }
        finally
        {
            ListDestroy(list);
        }
    }

    /// <summary>The committed offsets of partitions, −1 where there is none, each with its text.</summary>
    /// <exception cref="KafkaFaultException">Kafka refuses.</exception>
    public static IReadOnlyList<PartitionOffset> Committed(Handle consumer, IReadOnlyList<TopicPartition> partitions, TimeSpan timeout)
    {
        var list = ListOf([.. partitions.Select(partition => new PartitionOffset(partition.Topic, partition.Partition, -1, ""))]);
        try
        {
            using var handle = new BorrowedHandle(consumer);
            var error = Committed(handle.Pointer, list, (int)timeout.TotalMilliseconds);

            // Some brokers say of a group that never committed that there is none.
            if ((ErrorCode)error == ErrorCode.GroupIdNotFound) return [.. partitions.Select(partition => new PartitionOffset(partition.Topic, partition.Partition, -1, ""))];
            if ((ErrorCode)error == ErrorCode.Local_TimedOut)
            {
                throw new KafkaFaultException(
                    KafkaFault.Retriable,
                    ErrorCode.Local_TimedOut,
                    $"Kafka did not say within {timeout.TotalSeconds:0} s what is committed: no broker answers, or a transaction that carries the offsets is still open. Brokers end one that its owner left once its time is over (kafka.transactionTimeout).");
            }

            KafkaFaultException.ThrowIfError(error, "read committed offsets");
            var offsets = new List<PartitionOffset>();
            foreach (var place in ElementsOf(list))
            {
                KafkaFaultException.ThrowIfError(place.Error, "read committed offsets");
                var text = place.Metadata == 0 ? "" : Marshal.PtrToStringUTF8(place.Metadata, (int)place.MetadataSize);
                offsets.Add(new PartitionOffset(Marshal.PtrToStringUTF8(place.Topic)!, place.Partition, Math.Max(place.Offset, -1), text.TrimEnd('\0')));
            }

            return offsets;
        }
        finally
        {
            ListDestroy(list);
        }
    }

    private static unsafe nint ListOf(IReadOnlyList<PartitionOffset> offsets)
    {
        var list = ListNew(offsets.Count);
        foreach (var offset in offsets)
        {
            var place = (Place*)ListAdd(list, offset.Topic, offset.Partition);
            place->Offset = offset.Offset < 0 ? Offset.Unset.Value : offset.Offset;
            if (offset.Metadata.Length == 0) continue;
            var bytes = System.Text.Encoding.UTF8.GetBytes(offset.Metadata);
            place->Metadata = Allocate(0, (nuint)bytes.Length);
            place->MetadataSize = (nuint)bytes.Length;
            Marshal.Copy(bytes, 0, place->Metadata, bytes.Length);
        }

        return list;
    }

    private static unsafe Place[] ElementsOf(nint list)
    {
        var head = (List*)list;
        return new ReadOnlySpan<Place>(head->Elements, head->Count).ToArray();
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Place
    {
        public nint Topic;
        public int Partition;
        public long Offset;
        public nint Metadata;
        public nuint MetadataSize;
        public nint Opaque;
        public int Error;
        public nint Private;
    }

    [StructLayout(LayoutKind.Sequential)]
    private unsafe struct List
    {
        public int Count;
        public int Size;
        public Place* Elements;
    }

    [LibraryImport(Library, EntryPoint = "rd_kafka_topic_partition_list_new")]
    private static partial nint ListNew(int size);

    [LibraryImport(Library, EntryPoint = "rd_kafka_topic_partition_list_destroy")]
    private static partial void ListDestroy(nint list);

    [LibraryImport(Library, EntryPoint = "rd_kafka_topic_partition_list_add", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint ListAdd(nint list, string topic, int partition);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mem_malloc")]
    private static partial nint Allocate(nint client, nuint size);

    [LibraryImport(Library, EntryPoint = "rd_kafka_consumer_group_metadata_new", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint GroupMetadataNew(string group);

    [LibraryImport(Library, EntryPoint = "rd_kafka_consumer_group_metadata_destroy")]
    private static partial void GroupMetadataDestroy(nint metadata);

    [LibraryImport(Library, EntryPoint = "rd_kafka_send_offsets_to_transaction")]
    private static partial nint SendOffsetsToTransaction(nint client, nint offsets, nint groupMetadata, int timeoutMillis);

    [LibraryImport(Library, EntryPoint = "rd_kafka_commit")]
    private static partial int Commit(nint client, nint offsets, int isAsync);

    [LibraryImport(Library, EntryPoint = "rd_kafka_committed")]
    private static partial int Committed(nint client, nint partitions, int timeoutMillis);
}
