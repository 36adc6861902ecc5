using System.Globalization;

namespace Cep.Feeds.Kafka;

/// <summary>Where a message stands.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Partition">The Kafka partition.</param>
/// <param name="Offset">The offset.</param>
public readonly record struct MessagePlace(string Topic, int Partition, long Offset)
{
    /// <summary>How feeds of Kafka partitions are called: <c>ticks [3]</c>.</summary>
    public static string NameOf(string topic, int partition) => string.Create(CultureInfo.InvariantCulture, $"{topic} [{partition}]");

    /// <summary>The message that a dead letter is about; null when it is about none.</summary>
    public static MessagePlace? Of(DeadLetter letter)
    {
        ArgumentNullException.ThrowIfNull(letter);
        var source = letter.Source;
        var bracket = source.LastIndexOf(" [", StringComparison.Ordinal);
        if (letter.Reason != DeadLetterReason.Malformed || letter.Position < 0 || bracket <= 0 || source[^1] != ']') return null;
        if (!int.TryParse(source.AsSpan(bracket + 2, source.Length - bracket - 3), NumberStyles.None, CultureInfo.InvariantCulture, out var partition)) return null;
        return new MessagePlace(source[..bracket], partition, letter.Position);
    }
}
