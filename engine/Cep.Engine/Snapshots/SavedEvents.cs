namespace Cep;

/// <summary>Writes and reads events whose type is known at run time only: each with its type's name and its fields.</summary>
internal abstract class SavedEvents
{
    private static readonly Dictionary<Type, SavedEvents> ByType = [];

    /// <summary>Writes an event of a column with the time that it has there, which may be adjusted.</summary>
    public static void Write(StateWriter writer, Column column, int row)
    {
        WriteType(writer, column.EventType);
        writer.Write(column.Times[row]);
        Of(column.EventType).WriteRow(writer, column, row);
    }

    /// <summary>Reads an event into a column of a batch, as its last row.</summary>
    /// <param name="reader">Where it stands.</param>
    /// <param name="into">The batch.</param>
    /// <param name="sequence">What goes beside it: its row in the batch.</param>
    /// <returns>The column.</returns>
    public static Column Read(StateReader reader, EventBatch into, long sequence)
    {
        var type = ReadType(reader);
        var time = reader.Read<long>();
        var column = Of(type).ReadRow(reader, into, sequence);
        column.Times[^1] = time;
        return column;
    }

    /// <summary>Writes an event that is an object.</summary>
    public static void Write(StateWriter writer, IEvent value)
    {
        WriteType(writer, value.GetType());
        Of(value.GetType()).WriteObject(writer, value);
    }

    /// <summary>Reads an event as an object.</summary>
    public static IEvent Read(StateReader reader) => Of(ReadType(reader)).ReadObject(reader);

    protected abstract void WriteRow(StateWriter writer, Column column, int row);

    protected abstract Column ReadRow(StateReader reader, EventBatch into, long sequence);

    protected abstract void WriteObject(StateWriter writer, IEvent value);

    protected abstract IEvent ReadObject(StateReader reader);

    private static SavedEvents Of(Type type)
    {
        lock (ByType)
        {
            if (!ByType.TryGetValue(type, out var known)) ByType.Add(type, known = (SavedEvents)Activator.CreateInstance(typeof(SavedEvents<>).MakeGenericType(type))!);
            return known;
        }
    }

    private static void WriteType(StateWriter writer, Type type) => writer.Write($"{type.FullName}, {type.Assembly.GetName().Name}");

    private static Type ReadType(StateReader reader)
    {
        var name = reader.Read<string>();
        var type = Type.GetType(name, throwOnError: false);
        if (type is { IsValueType: true } && type.IsAssignableTo(typeof(IEvent))) return type;
        throw new SnapshotException($"The snapshot holds events of the type '{name}', which this program doesn't have. Start with the assembly that has it, or from the log.");
    }
}

/// <inheritdoc/>
internal sealed class SavedEvents<T> : SavedEvents
    where T : struct, IEvent
{
    protected override void WriteRow(StateWriter writer, Column column, int row) => writer.Write(((Column<T>)column).Values[row]);

    protected override Column ReadRow(StateReader reader, EventBatch into, long sequence)
    {
        var column = into.Of<T>();
        column.Append(reader.Read<T>(), sequence);
        return column;
    }

    protected override void WriteObject(StateWriter writer, IEvent value) => writer.Write((T)value);

    protected override IEvent ReadObject(StateReader reader) => reader.Read<T>();
}
