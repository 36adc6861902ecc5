using System.Runtime.CompilerServices;

namespace Cep;

/// <summary>
/// Writes and reads values of one type, whatever an author keeps in a state: the same value gives the same bytes, in
/// another process, too.
/// </summary>
/// <remarks>
/// A struct of numbers without gaps is copied as it lies in memory. Other structs and objects are written field by field,
/// the private ones included, collections as their elements, a <see cref="Symbol"/> by its name. What can't be saved is
/// known before the first value, see <see cref="StateTypes.WhyNotSaved(Type)"/>. An object that is held in two places becomes two.
/// </remarks>
internal static class StateCodec<T>
{
    /// <summary>The bytes in memory say all and nothing else.</summary>
    public static readonly bool IsBlittable = StateTypes.SizeWithoutGaps(typeof(T)) == Unsafe.SizeOf<T>();

    private static readonly StateFormat<T> Format = StateFormat.Of<T>();

    /// <exception cref="InvalidOperationException">The value is none that can be saved: it refers back to itself, or is of a derived type.</exception>
    public static void Write(StateWriter writer, in T value)
    {
        if (IsBlittable) writer.WriteBytes(StateFormat.BytesOf(ref Unsafe.AsRef(in value)));
        else Format.Write(writer, value);
    }

    public static void Read(StateReader reader, ref T value)
    {
        if (!IsBlittable)
        {
            Format.Read(reader, ref value);
            return;
        }

        var bytes = StateFormat.BytesOf(ref value);
        reader.ReadBytes(bytes.Length).CopyTo(bytes);
    }
}
