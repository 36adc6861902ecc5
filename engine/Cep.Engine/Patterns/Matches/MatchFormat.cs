using System.Diagnostics.CodeAnalysis;

namespace Cep;

/// <summary>Which classes are those of matches and nothing else, so that their objects can be saved as the events they show.</summary>
internal static class MatchFormat
{
    /// <summary>Whether all that objects of a type hold is members that name stages.</summary>
    public static bool Fits(Type type) =>
        type is { IsClass: true, IsAbstract: false } && type.GetConstructor(Type.EmptyTypes) is not null
        && StateFormat.FieldsOf(type).Any() && StateFormat.FieldsOf(type).All(field => field.FieldType.IsAssignableTo(typeof(MatchMember)));

    /// <summary>The types of the events in matches of such a class.</summary>
    public static IEnumerable<Type> EventTypesOf(Type type) => StateFormat.FieldsOf(type).Select(field => field.FieldType.GetGenericArguments()[0]).Distinct();

    /// <summary>The format of such a class; null for any other.</summary>
    public static object? TryCreate(Type type) => Fits(type) ? Activator.CreateInstance(typeof(MatchFormat<>).MakeGenericType(type)) : null;
}

/// <summary>A match as the events that it took. Matches that share events don't any more when they are loaded.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "Made by MatchFormat.TryCreate.")]
internal sealed class MatchFormat<TMatch> : StateFormat<TMatch?>
    where TMatch : class, new()
{
    private readonly MatchShape<TMatch> shape = new();
    private readonly IReadOnlyList<TakenFormat> formats = TakenFormat.Of(MatchFormat.EventTypesOf(typeof(TMatch)));

    public override void Write(StateWriter writer, in TMatch? value)
    {
        writer.Write(value is not null);
        if (value is null) return;
        using var nested = writer.Nest(typeof(TMatch));
        new LinkWriter(writer, formats).Write(shape.TailOf(value));
    }

    public override void Read(StateReader reader, ref TMatch? value) =>
        value = reader.Read<bool>() ? shape.Bind(new MatchCursor { Tail = new LinkReader(reader, formats).ReadLink() }) : null;
}
