using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Confluent.Kafka;

namespace Cep.Feeds.Kafka;

/// <summary>
/// The records that brokers refused for good. A broker refuses a whole batch, which loses the transaction: after the first
/// refusal the task's next producer sends each record alone, and the one that is refused then is known and not sent again.
/// </summary>
/// <remarks>Safe on any thread. One for all tasks of a process; what it knows is found out again after a restart.</remarks>
public sealed class RefusedRecords
{
    private readonly ConcurrentDictionary<string, Error> known = new(StringComparer.Ordinal);
    private volatile bool isSearching;

    /// <summary>Some record was refused and it is not known which.</summary>
    internal bool IsSearching => isSearching;

    /// <summary>Whether an error says that a record will never be taken.</summary>
    internal static bool IsRefusal(ErrorCode code) => code is ErrorCode.MsgSizeTooLarge or ErrorCode.RecordListTooLarge or ErrorCode.InvalidRecord;

    /// <summary>Why a record was refused; null when it was not.</summary>
    internal Error? WhyOf(string topic, byte[]? key, byte[]? value) => known.IsEmpty ? null : known.GetValueOrDefault(IdOf(topic, key, value));

    /// <summary>A broker refused a record, alone or with others.</summary>
    internal void Note(string topic, byte[]? key, byte[]? value, Error error, bool isAlone)
    {
        if (isAlone) known[IdOf(topic, key, value)] = error;
        isSearching = !isAlone;
    }

    private static string IdOf(string topic, byte[]? key, byte[]? value)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(topic + "\n"));
        hash.AppendData(key ?? []);
        hash.AppendData("\n"u8);
        hash.AppendData(value ?? []);
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
