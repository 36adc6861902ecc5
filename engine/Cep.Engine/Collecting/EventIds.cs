using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace Cep;

/// <summary>
/// Computes the ids of derived events: XXH128 (seed 0) over the UTF-8 bytes of the rule's name, a zero byte, the version
/// as 4 bytes, the UTF-8 bytes of the key, a zero byte, the event time in nanoseconds as 8 bytes and the ordinal as 4
/// bytes, numbers little-endian.
/// </summary>
internal sealed class EventIds
{
    private byte[] bytes = new byte[256];

    public EventId Of(RuleIdentity rule, string key, long time, int ordinal)
    {
        var length = Encoding.UTF8.GetMaxByteCount(rule.Name.Length) + Encoding.UTF8.GetMaxByteCount(key.Length) + 18;
        if (bytes.Length < length) bytes = new byte[length];
        var at = Encoding.UTF8.GetBytes(rule.Name, bytes);
        bytes[at++] = 0;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), rule.Version);
        at += 4;
        at += Encoding.UTF8.GetBytes(key, bytes.AsSpan(at));
        bytes[at++] = 0;
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(at), time);
        at += 8;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), ordinal);
        return new EventId(XxHash128.HashToUInt128(bytes.AsSpan(0, at + 4)));
    }
}
