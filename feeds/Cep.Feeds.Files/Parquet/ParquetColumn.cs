using System.Globalization;
using System.Numerics;
using Parquet;
using Parquet.Schema;

namespace Cep.Feeds.Files;

/// <summary>One column of the row group in memory: its values, spread over the rows, and which rows are null.</summary>
internal abstract class ParquetColumn
{
    /// <summary>Reads the column of a row group.</summary>
    public abstract void Read(ParquetRowGroupReader group, int rows);

    /// <summary>What the file says of the column in a row group.</summary>
    /// <exception cref="InvalidDataException">The row group lacks the column.</exception>
    public abstract Parquet.Meta.ColumnMetaData ChunkOf(ParquetRowGroupReader group);

    public abstract bool IsNull(int row);

    public abstract double DoubleAt(int row);

    /// <summary>The value, null for null.</summary>
    public abstract string? Text(int row);

    /// <summary>The column for values as the file has them.</summary>
    public static ParquetColumn? Of(DataField field, Type type)
    {
        if (type == typeof(double)) return new ParquetNumbers<double>(field);
        if (type == typeof(float)) return new ParquetNumbers<float>(field);
        if (type == typeof(decimal)) return new ParquetNumbers<decimal>(field);
        if (type == typeof(long)) return new ParquetNumbers<long>(field);
        if (type == typeof(int)) return new ParquetNumbers<int>(field);
        if (type == typeof(short)) return new ParquetNumbers<short>(field);
        if (type == typeof(sbyte)) return new ParquetNumbers<sbyte>(field);
        if (type == typeof(ulong)) return new ParquetNumbers<ulong>(field);
        if (type == typeof(uint)) return new ParquetNumbers<uint>(field);
        if (type == typeof(ushort)) return new ParquetNumbers<ushort>(field);
        if (type == typeof(byte)) return new ParquetNumbers<byte>(field);
        if (type == typeof(bool)) return new ParquetValues<bool>(field);
        if (type == typeof(DateTime)) return new ParquetValues<DateTime>(field);
        return type == typeof(string) ? new ParquetValues<ReadOnlyMemory<char>>(field) : null;
    }
}

/// <inheritdoc/>
/// <typeparam name="T">The type of the values.</typeparam>
internal class ParquetValues<T> : ParquetColumn
    where T : struct
{
    private readonly DataField field;
    private T[] values = [];
    private int[] levels = [];

    public ParquetValues(DataField from)
    {
        // A schema of its own reads the column as T, whatever type the library would choose for it.
        field = new ParquetSchema(new DataField(from.Name, typeof(T) == typeof(ReadOnlyMemory<char>) ? typeof(string) : typeof(T), from.IsNullable))
            .DataFields[0];
    }

    public ReadOnlySpan<T> Values => values;

    public override Parquet.Meta.ColumnMetaData ChunkOf(ParquetRowGroupReader group) =>
        group.GetMetadata(field)?.MetaData ?? throw new InvalidDataException($"a row group lacks the column {field.Name}.");

    public override void Read(ParquetRowGroupReader group, int rows)
    {
        if (values.Length < rows) values = new T[rows];
        if (!field.IsNullable)
        {
            group.ReadRawAsync<T>(field, values.AsMemory(0, rows), null, null).AsTask().GetAwaiter().GetResult();
            return;
        }

        if (levels.Length < rows) levels = new int[rows];
        Array.Clear(levels, 0, rows);
        group.ReadRawAsync<T>(field, values.AsMemory(0, rows), levels.AsMemory(0, rows), null).AsTask().GetAwaiter().GetResult();
        Spread(rows);
    }

    public override bool IsNull(int row) => field.IsNullable && levels[row] == 0;

    public override double DoubleAt(int row) => throw new InvalidOperationException("The column holds no numbers.");

    public override string? Text(int row)
    {
        if (IsNull(row)) return null;
        return values[row] switch
        {
            bool flag => flag ? "1" : "0",
            DateTime time => time.ToString("O", CultureInfo.InvariantCulture),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            ReadOnlyMemory<char> text => text.ToString(),
            var other => other.ToString(),
        };
    }

    /// <summary>Nulls take no place among the values as they are stored; from the end each is moved to its row.</summary>
    private void Spread(int rows)
    {
        var from = levels.AsSpan(0, rows).Count(1);
        for (var row = rows - 1; row >= 0; row--) values[row] = levels[row] == 0 ? default : values[--from];
    }
}

/// <inheritdoc/>
internal sealed class ParquetNumbers<T>(DataField field) : ParquetValues<T>(field)
    where T : struct, INumber<T>
{
    public override double DoubleAt(int row) => double.CreateTruncating(Values[row]);
}
