using System.Collections.Frozen;

namespace Cep.Feeds.Files;

/// <summary>What a field of a Parquet file's footer or of the head of a page holds.</summary>
/// <param name="Kind">How it is written.</param>
/// <param name="Struct">The name of the struct when it holds one, or a list of them.</param>
/// <param name="IsList">Whether it holds a list of them.</param>
internal readonly record struct ThriftField(ThriftKind Kind, string? Struct, bool IsList);

/// <summary>How a value is written in Thrift's compact protocol; the number is the one that stands before it.</summary>
internal enum ThriftKind
{
    True = 1,
    Bool = 2,
    Byte = 3,
    Short = 4,
    Int = 5,
    Long = 6,
    Double = 7,
    Text = 8,
    List = 9,
    Struct = 12,
}

/// <summary>The structs of a Parquet file that the library reads, by name: the types of their fields, from field 1 on.</summary>
internal static class ParquetGrammar
{
    // Numbers and types as in parquet.thrift of apache/parquet-format 2.12. An asterisk is a list, a dash a number that is not used.
    private const string Structs = """
        FileMetaData int SchemaElement* long RowGroup* KeyValue* text ColumnOrder* EncryptionAlgorithm text
        SchemaElement int int int text int int int int int LogicalType
        LogicalType None None None None Decimal None Time Time - Integer None None None None None Variant Geometry Geography
        None
        Decimal int int
        Time bool TimeUnit
        TimeUnit None None None
        Integer byte bool
        Variant byte
        Geometry text
        Geography text int
        RowGroup ColumnChunk* long long SortingColumn* long long short
        SortingColumn int bool bool
        ColumnChunk text long ColumnMetaData long int long int ColumnCrypto text
        ColumnMetaData int int* text* int long long long KeyValue* long long long Statistics PageEncodingStats* long int SizeStatistics GeospatialStatistics
        KeyValue text text
        Statistics text text long long text text bool bool
        PageEncodingStats int int int
        SizeStatistics long long* long*
        GeospatialStatistics BoundingBox int*
        BoundingBox double double double double double double double double
        ColumnCrypto None EncryptionWithColumnKey
        EncryptionWithColumnKey text* text
        ColumnOrder None
        EncryptionAlgorithm Aes Aes
        Aes text text bool
        PageHeader int int int int DataPageHeader None DictionaryPageHeader DataPageHeaderV2
        DataPageHeader int int int int Statistics
        DictionaryPageHeader int int bool
        DataPageHeaderV2 int int int int int int bool Statistics
        """;

    private static readonly FrozenDictionary<string, ThriftField?[]> Fields = Structs.Split('\n', StringSplitOptions.TrimEntries)
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .ToFrozenDictionary(words => words[0], words => words.Skip(1).Select(FieldOf).ToArray());

    /// <summary>The fields of a struct, null where a number is not used.</summary>
    public static ReadOnlySpan<ThriftField?> Of(string name) => Fields[name];

    private static ThriftField? FieldOf(string word)
    {
        if (word == "-") return null;
        var name = word.TrimEnd('*');
        var isStruct = char.IsAsciiLetterUpper(name[0]);
        var kind = isStruct ? ThriftKind.Struct : Enum.Parse<ThriftKind>(name, ignoreCase: true);
        return new ThriftField(kind, isStruct ? name : null, word.EndsWith('*'));
    }
}
