using System.Reflection;
using System.Runtime.CompilerServices;

namespace Cep;

/// <summary>Says of types, before there is any value, whether and how their values can be saved.</summary>
internal static class StateTypes
{
    private const int HasGaps = -1;

    /// <summary>Why values of a type can't be saved: what lies in them, and where.</summary>
    /// <returns>Null when they can.</returns>
    public static string? WhyNotSaved(Type type) => WhyNotSaved(type, []);

    /// <summary>
    /// The size of a type that holds numbers side by side and nothing else, so that equal values are equal bytes.
    /// </summary>
    /// <returns>Negative for any other type.</returns>
    public static int SizeWithoutGaps(Type type)
    {
        if (type.IsEnum) return SizeWithoutGaps(type.GetEnumUnderlyingType());
        if (type.IsPrimitive) return SizeOfNumber(type);
        if (!type.IsValueType || !type.IsLayoutSequential || type == typeof(Symbol) || type.IsDefined(typeof(InlineArrayAttribute))) return HasGaps;
        var size = 0;
        foreach (var field in StateFormat.FieldsOf(type))
        {
            var part = field.IsDefined(typeof(FixedBufferAttribute)) ? HasGaps : SizeWithoutGaps(field.FieldType);
            if (part < 0) return HasGaps;
            size += part;
        }

        return size;
    }

    private static int SizeOfNumber(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean or TypeCode.SByte or TypeCode.Byte => 1,
        TypeCode.Char or TypeCode.Int16 or TypeCode.UInt16 => 2,
        TypeCode.Int32 or TypeCode.UInt32 or TypeCode.Single => 4,
        TypeCode.Int64 or TypeCode.UInt64 or TypeCode.Double => 8,
        _ => HasGaps,
    };

    private static string? WhyNotSaved(Type type, HashSet<Type> seen)
    {
        if (!seen.Add(type) || type == typeof(string) || type == typeof(Symbol) || SizeWithoutGaps(type) >= 0) return null;
        if (type.IsSZArray) return WhyNotSaved(type.GetElementType()!, seen);
        if (SequenceFormats.IsKnown(type)) return type.GetGenericArguments().Select(part => WhyNotSaved(part, seen)).FirstOrDefault(reason => reason is not null);
        if (MatchFormat.Fits(type)) return MatchFormat.EventTypesOf(type).Select(part => WhyNotSaved(part, seen)).FirstOrDefault(reason => reason is not null);
        if (WhyNotSavedItself(type) is { } reason) return $"{type} {reason}";
        foreach (var field in StateFormat.FieldsOf(type))
        {
            if (field.IsDefined(typeof(FixedBufferAttribute))) return $"the field '{NameOf(field)}' of {type} is a buffer of fixed size";
            if (WhyNotSaved(field.FieldType, seen) is { } inner) return $"in the field '{NameOf(field)}' of {type}: {inner}";
        }

        return null;
    }

    private static string? WhyNotSavedItself(Type type)
    {
        if (type.IsAssignableTo(typeof(Delegate))) return "is code, not data";
        if (type.IsPointer || type.IsByRefLike || type.IsFunctionPointer || type == typeof(nint) || type == typeof(nuint)) return "is an address";
        if (type.IsArray) return "has several dimensions; keep arrays in arrays";
        if (type.IsDefined(typeof(InlineArrayAttribute))) return "is an array within a struct; keep an array";
        if (type.IsAssignableTo(typeof(MatchMember))) return "is a stage of a match that holds other things, too; select from the match what is kept";
        if (type.IsInterface || type.IsAbstract || type == typeof(object)) return "may be anything; keep a value of a type that is known";
        if (type.IsClass && type.Assembly == typeof(object).Assembly) return "is no data of yours and not among the collections that can be saved";
        return type.IsClass && (type.Namespace ?? "").StartsWith("System", StringComparison.Ordinal) ? "is not among the collections that can be saved" : null;
    }

    /// <summary>What the author calls a field: a property has one without a name of its own.</summary>
    private static string NameOf(FieldInfo field) => field.Name is ['<', .. var rest] ? rest[..rest.IndexOf('>', StringComparison.Ordinal)] : field.Name;
}
