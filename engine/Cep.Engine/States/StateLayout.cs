using System.Runtime.CompilerServices;

namespace Cep;

/// <summary>
/// Says in words how states are laid out, so that what was saved is loaded into nothing else. It holds from one build to
/// the next as long as nothing changes that matters for the bytes.
/// </summary>
internal static class StateLayout
{
    /// <summary>An operator's state: what the operator is, what it keeps, and how it keeps that where its type does not say.</summary>
    public static string Of(IKeyedState state, Type kept)
    {
        var name = NameOf(state.GetType());
        return state.Layout is { Length: > 0 } more ? $"{name} of {Of(kept)}: {more}" : $"{name} of {Of(kept)}";
    }

    /// <summary>A type an author keeps: its name, and the names and types of its fields, those within them included.</summary>
    public static string Of(Type type) => Of(type, []);

    private static string Of(Type type, HashSet<Type> seen)
    {
        if (type.IsEnum) return $"{NameOf(type)}:{NameOf(type.GetEnumUnderlyingType())}";
        if (type.IsSZArray) return Of(type.GetElementType()!, seen) + "[]";
        if (type.IsPrimitive || type == typeof(string) || type == typeof(Symbol) || !seen.Add(type)) return NameOf(type);
        if (SequenceFormats.IsKnown(type)) return $"{NameOf(type)}<{string.Join(", ", type.GetGenericArguments().Select(part => Of(part, seen)))}>";
        if (MatchFormat.Fits(type)) return $"{NameOf(type)}<{string.Join(", ", MatchFormat.EventTypesOf(type).Select(part => Of(part, seen)))}>";
        if (StateTypes.WhyNotSaved(type) is not null) return NameOf(type);
        return $"{NameOf(type)}({string.Join(", ", StateFormat.FieldsOf(type).Select(field => $"{Of(field.FieldType, seen)} {field.Name}"))})";
    }

    /// <summary>The name of a type without what its generic parameters are; nothing for one that the compiler named.</summary>
    private static string NameOf(Type type) => type.IsDefined(typeof(CompilerGeneratedAttribute), false) ? "" : type.Name.Split('`')[0];
}
