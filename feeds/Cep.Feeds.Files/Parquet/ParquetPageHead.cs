namespace Cep.Feeds.Files;

/// <summary>What the head of a page says that the library takes memory for, or reads on by.</summary>
internal sealed class ParquetPageHead
{
    private const int DataPageV2 = 3;
    private int type;
    private bool isPacked = true;
    private long levelBytes;
    private long values;
    private long nulls;
    private long entries;

    /// <summary>How many bytes of the file follow the head.</summary>
    public long Length { get; private set; }

    /// <summary>How many bytes they are said to be when they are unpacked.</summary>
    public long UnpackedLength { get; private set; }

    /// <summary>Rows that the page adds; none when it is a dictionary.</summary>
    public long Rows => type is 0 or DataPageV2 ? values : 0;

    /// <summary>Where the packed part begins, counted from the end of the head; null when nothing is packed.</summary>
    public long? PackedFrom => type != DataPageV2 ? 0 : isPacked ? levelBytes : null;

    /// <summary>Reads a head from the first of some bytes.</summary>
    /// <returns>How many bytes it takes.</returns>
    /// <exception cref="EndOfStreamException">It is longer than the bytes.</exception>
    /// <exception cref="InvalidDataException">It is not the head of a page.</exception>
    public int Read(ReadOnlySpan<byte> bytes)
    {
        (type, isPacked, levelBytes, values, nulls, entries, Length, UnpackedLength) = (0, true, 0, 0, 0, 0, 0, 0);
        var walk = new ThriftWalk(bytes, Take);
        walk.Struct("PageHeader");
        var isRight = Length >= 0 && UnpackedLength >= 0 && levelBytes >= 0 && nulls >= 0 && nulls <= values && entries >= 0 && entries <= UnpackedLength;
        return isRight ? walk.Position : throw new InvalidDataException("the head of a page says what can't be.");
    }

    private void Take(string name, int field, long value)
    {
        switch (name, field)
        {
            case ("PageHeader", 1): type = (int)value; break;
            case ("PageHeader", 2): UnpackedLength = value; break;
            case ("PageHeader", 3): Length = value; break;
            case ("DataPageHeader", 1) or ("DataPageHeaderV2", 1): values = value; break;
            case ("DataPageHeaderV2", 2): nulls = value; break;
            case ("DataPageHeaderV2", 5) or ("DataPageHeaderV2", 6): levelBytes = value < 0 ? long.MinValue : levelBytes + value; break;
            case ("DataPageHeaderV2", 7): isPacked = value == 1; break;
            case ("DictionaryPageHeader", 1): entries = value; break;
        }
    }
}
