using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;
using CsCheck;

namespace Cep.Live.Spooling;

public sealed class SpoolFuzzTests
{
    /// <summary>As many more as <c>CEP_FUZZ_CASES</c> says.</summary>
    private static readonly int Cases = int.TryParse(Environment.GetEnvironmentVariable("CEP_FUZZ_CASES"), out var cases) ? cases : 200_000;

    private static readonly Gen<SpoolEntry> AnyEntry =
        from topic in Gen.String[0, 20]
        from key in Gen.Byte.Array[0, 20].Null()
        from headers in Gen.Select(Gen.String[0, 9], Gen.Byte.Array[0, 9].Null(), (name, value) => new SpoolHeader(name, value)).Array[0, 5]
        from value in Gen.Byte.Array[0, 200].Null()
        select new SpoolEntry(topic, key, headers, value) { Position = 7, Time = DateTimeOffset.UnixEpoch };

    [Fact]
    public void Any_entry_is_read_as_it_was_written()
    {
        AnyEntry.Where(IsUnicode).Sample(entry => Entries.AssertSame(entry, SpoolCodec.Read(Bytes(entry))!), iter: 2_000);
    }

    /// <summary>With a checksum that fits, so that the damage reaches the decoder.</summary>
    [Fact]
    public void A_mutated_record_is_read_or_refused()
    {
        Gen.Select(AnyEntry.Where(IsUnicode), Gen.Int[0, 400], Gen.Int[0, 8], Gen.Byte.Array[0, 12], Gen.Bool).Sample(
            (entry, at, removed, added, isSealed) =>
            {
                var bytes = Bytes(entry);
                at = Math.Min(at, bytes.Length);
                byte[] mutated = [.. bytes[..at], .. added, .. bytes[Math.Min(bytes.Length, at + removed)..]];
                if (isSealed && mutated.Length >= SpoolCodec.PrefixBytes) Seal(mutated);
                var read = SpoolCodec.Read(mutated);
                if (read is not null) Assert.True(Bytes(read).SequenceEqual(mutated), "What is read is written the same way.");
            },
            iter: Cases);
    }

    private static byte[] Bytes(SpoolEntry entry)
    {
        var buffer = new ArrayBufferWriter<byte>();
        SpoolCodec.Write(buffer, entry);
        return buffer.WrittenSpan.ToArray();
    }

    private static void Seal(byte[] record)
    {
        BinaryPrimitives.WriteInt32LittleEndian(record, record.Length - SpoolCodec.PrefixBytes);
        BinaryPrimitives.WriteUInt64LittleEndian(record.AsSpan(4), XxHash3.HashToUInt64(record.AsSpan(SpoolCodec.PrefixBytes), BinaryPrimitives.ReadInt32LittleEndian(record)));
    }

    private static bool IsUnicode(SpoolEntry entry) => IsUnicode(entry.Topic) && entry.Headers.All(header => IsUnicode(header.Name));

    private static bool IsUnicode(string text) => text.EnumerateRunes().All(rune => rune != System.Text.Rune.ReplacementChar);
}
