using System.Reflection;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace Cep.Feeds.Files;

/// <summary>One type of derived event as a column of structs, null in the rows of other types.</summary>
internal sealed class PayloadStruct
{
    private readonly PayloadColumn[] columns;
    private readonly StructType type;
    private readonly List<bool> valid = [];

    public PayloadStruct(string name, Type payload)
    {
        columns =
        [
            .. payload.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.CanRead && property.GetIndexParameters().Length == 0)
                .Select(property => new PayloadColumn(property)),
        ];
        type = new StructType([.. columns.Select(column => column.Field)]);
        Payload = payload;
        Field = new Field(name, type, nullable: true);
    }

    public Type Payload { get; }

    public Field Field { get; }

    /// <summary>Takes a payload; null for a row of another type.</summary>
    public void Add(object? payload)
    {
        valid.Add(payload is not null);
        foreach (var column in columns) column.Add(payload);
    }

    /// <summary>The rows taken since the last time.</summary>
    public StructArray Take()
    {
        var rows = valid.ToArray();
        var nulls = rows.AsSpan().Count(false);
        valid.Clear();
        return new StructArray(type, rows.Length, columns.Select(column => column.Take()).ToArray(), ArrowArrays.BitsOf(rows), nulls);
    }
}
