using System.Buffers.Binary;

namespace Cep.Feeds.Files;

/// <summary>The footer of a Parquet file, which says where everything is; walked over before the library believes it.</summary>
internal static class ParquetFooter
{
    private const int TailLength = 8;

    /// <summary>The library goes down into them on the stack of the thread.</summary>
    private const int MostGroups = 1000;

    /// <summary>Checks the footer, and leaves the file where it began.</summary>
    /// <returns>Where the footer begins and the pages end.</returns>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    /// <exception cref="EndOfStreamException">It speaks of more than it holds.</exception>
    public static long Check(FileStream file)
    {
        Span<byte> tail = stackalloc byte[TailLength];
        file.Position = file.Length - tail.Length;
        file.ReadExactly(tail);
        var length = BinaryPrimitives.ReadInt32LittleEndian(tail);
        var begin = file.Length - TailLength - length;
        if (length <= 0 || begin < 4) throw new InvalidDataException($"its footer is said to have {length} bytes of {file.Length}.");
        var bytes = new byte[length];
        file.Position = begin;
        file.ReadExactly(bytes);
        file.Position = 0;
        var groups = 0;
        new ThriftWalk(bytes, Count).Struct("FileMetaData");
        return begin;

        void Count(string name, int field, long value)
        {
            if (name != "SchemaElement" || field != 5 || value <= 0) return;
            if (++groups > MostGroups) throw new InvalidDataException($"it has more than {MostGroups} groups of columns.");
        }
    }
}
