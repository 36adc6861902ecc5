using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cep;

/// <summary>How the values of a type are written, where their bytes in memory don't do.</summary>
internal abstract class StateFormat<T>
{
    public abstract void Write(StateWriter writer, in T value);

    public abstract void Read(StateReader reader, ref T value);
}

/// <summary>Chooses the format of a type.</summary>
internal static class StateFormat
{
    public static StateFormat<T> Of<T>()
    {
        var type = typeof(T);
        if (type == typeof(Symbol)) return As<T>(new SymbolFormat());
        if (type == typeof(string)) return As<T>(new TextFormat());
        if (type == typeof(ExactNumber)) return As<T>(new ExactNumberFormat());
        if (type.IsSZArray) return As<T>(Activator.CreateInstance(typeof(ArrayFormat<>).MakeGenericType(type.GetElementType()!))!);
        if (SequenceFormats.TryCreate(type) is { } sequence) return As<T>(sequence);
        if (MatchFormat.TryCreate(type) is { } match) return As<T>(match);
        return StateTypes.WhyNotSaved(type) is { } reason ? new NoFormat<T>(reason) : new FieldsFormat<T>();
    }

    /// <summary>The bytes of a value in memory.</summary>
    public static Span<byte> BytesOf<T>(ref T value) => MemoryMarshal.CreateSpan(ref Unsafe.As<T, byte>(ref value), Unsafe.SizeOf<T>());

    /// <summary>The instance fields of a type and of those it derives from, in an order that stays.</summary>
    public static IEnumerable<FieldInfo> FieldsOf(Type type)
    {
        const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        for (var owner = type; owner is not null && owner != typeof(object); owner = owner.BaseType)
        {
            foreach (var field in owner.GetFields(Own).OrderBy(field => field.MetadataToken)) yield return field;
        }
    }

    private static StateFormat<T> As<T>(object format) => (StateFormat<T>)format;
}

/// <summary>Says why there is none.</summary>
internal sealed class NoFormat<T>(string reason) : StateFormat<T>
{
    public override void Write(StateWriter writer, in T value) => throw new InvalidOperationException($"{typeof(T)} can't be saved: {reason}.");

    public override void Read(StateReader reader, ref T value) => throw new InvalidOperationException($"{typeof(T)} can't be loaded: {reason}.");
}

/// <summary>A symbol's number holds for one process; what is saved for another has a list of names.</summary>
internal sealed class SymbolFormat : StateFormat<Symbol>
{
    public override void Write(StateWriter writer, in Symbol value) => writer.Write(writer.Symbols?.NumberOf(value) ?? value.Id);

    public override void Read(StateReader reader, ref Symbol value)
    {
        var number = reader.Read<int>();
        value = reader.Symbols?[number] ?? Symbol.FromId(number);
    }
}

internal sealed class TextFormat : StateFormat<string?>
{
    public override void Write(StateWriter writer, in string? value)
    {
        writer.Write(value?.Length ?? -1);
        writer.WriteBytes(MemoryMarshal.AsBytes(value.AsSpan()));
    }

    public override void Read(StateReader reader, ref string? value)
    {
        var length = reader.Read<int>();
        value = length < 0 ? null : new string(MemoryMarshal.Cast<byte, char>(reader.ReadBytes((int)Math.Min(int.MaxValue, (long)length * sizeof(char)))));
    }
}

internal sealed class ArrayFormat<TElement> : StateFormat<TElement[]?>
{
    public override void Write(StateWriter writer, in TElement[]? value)
    {
        writer.Write(value?.Length ?? -1);
        if (value is null) return;
        if (value.GetType() != typeof(TElement[])) throw new InvalidOperationException($"A {value.GetType()} in place of a {typeof(TElement[])} can't be saved.");
        using var nested = writer.Nest(typeof(TElement[]));
        foreach (ref var element in value.AsSpan()) writer.Write(element);
    }

    public override void Read(StateReader reader, ref TElement[]? value)
    {
        var length = reader.Read<int>();
        value = length < 0 ? null : new TElement[Math.Min(length, reader.Left)];
        reader.Enter();
        for (var i = 0; i < length; i++)
        {
            // Only elements without bytes come to more than there were bytes left.
            if (i == value!.Length) Array.Resize(ref value, (int)Math.Min(length, Math.Max(16, 2L * i)));
            value[i] = reader.Read<TElement>();
        }

        reader.Leave();
    }
}
