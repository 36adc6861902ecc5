using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace Cep;

/// <summary>
/// Writes a struct or an object field by field. The code for a type is made once, when it is first needed; it reaches the
/// private and the read-only fields as if it stood in the type itself.
/// </summary>
internal sealed class FieldsFormat<T> : StateFormat<T>
{
    private readonly WriteFields write = Make<WriteFields>(typeof(StateWriter), nameof(StateCodec<>.Write));
    private readonly ReadFields read = Make<ReadFields>(typeof(StateReader), nameof(StateCodec<>.Read));

    private delegate void WriteFields(StateWriter writer, ref T value);

    private delegate void ReadFields(StateReader reader, ref T value);

    public override void Write(StateWriter writer, in T value)
    {
        if (!typeof(T).IsValueType)
        {
            writer.Write(value is not null);
            if (value is null) return;
            if (value.GetType() != typeof(T))
            {
                throw new InvalidOperationException($"A {value.GetType()} in place of a {typeof(T)} can't be saved; keep it in a field of its own type.");
            }
        }

        using var nested = writer.Nest(typeof(T));
        write(writer, ref Unsafe.AsRef(in value));
    }

    public override void Read(StateReader reader, ref T value)
    {
        if (!typeof(T).IsValueType)
        {
            value = reader.Read<bool>() ? (T)RuntimeHelpers.GetUninitializedObject(typeof(T)) : default!;
            if (value is null) return;
        }

        reader.Enter();
        read(reader, ref value);
        reader.Leave();
    }

    /// <summary>A method that hands each field, by reference, to the codec of its type.</summary>
    private static TDelegate Make<TDelegate>(Type first, string name)
        where TDelegate : Delegate
    {
        var method = new DynamicMethod($"{name}{typeof(T).Name}", null, [first, typeof(T).MakeByRefType()], typeof(T), skipVisibility: true);
        var code = method.GetILGenerator();
        foreach (var field in StateFormat.FieldsOf(typeof(T)))
        {
            code.Emit(OpCodes.Ldarg_0);
            code.Emit(OpCodes.Ldarg_1);
            if (!typeof(T).IsValueType) code.Emit(OpCodes.Ldind_Ref);
            code.Emit(OpCodes.Ldflda, field);
            code.Emit(OpCodes.Call, typeof(StateCodec<>).MakeGenericType(field.FieldType).GetMethod(name)!);
        }

        code.Emit(OpCodes.Ret);
        return method.CreateDelegate<TDelegate>();
    }
}
