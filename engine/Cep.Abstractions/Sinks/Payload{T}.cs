using System.Text.Json;

namespace Cep;

/// <summary>The payloads of one derived event type, as the rows of an array.</summary>
/// <typeparam name="T">The payload's type.</typeparam>
public sealed class Payload<T> : Payload
{
    private T[] rows = new T[16];

    internal int Count { get; private set; }

    /// <inheritdoc/>
    public override Type Type => typeof(T);

    internal ReadOnlySpan<T> Rows => rows.AsSpan(0, Count);

    internal ref readonly T this[int row] => ref rows[row];

    internal void Add(in T value)
    {
        if (Count == rows.Length) Array.Resize(ref rows, rows.Length * 2);
        rows[Count++] = value;
    }

    internal void Set(int row, in T value) => rows[row] = value;

    internal void Truncate(int count)
    {
        if (System.Runtime.CompilerServices.RuntimeHelpers.IsReferenceOrContainsReferences<T>()) rows.AsSpan(count, Count - count).Clear();
        Count = count;
    }

    internal override void WriteJson(int row, Utf8JsonWriter writer) => JsonSerializer.Serialize(writer, rows[row], DerivedJson.Options);

    internal override object Box(int row) => rows[row]!;
}
