using System.Diagnostics.CodeAnalysis;

namespace Cep;

/// <summary>How events of one type that a pattern was offered are saved.</summary>
internal abstract class TakenFormat
{
    /// <summary>The trading time at which events came is saved, too.</summary>
    protected bool IsTraded { get; private set; }

    /// <summary>Whether an event is of this type.</summary>
    public abstract bool IsOf(Taken taken);

    public abstract void Write(StateWriter writer, Taken taken);

    public abstract Taken Read(StateReader reader);

    /// <summary>The formats of some types, each once, in their order.</summary>
    /// <param name="types">The types.</param>
    /// <param name="areTraded">Some limit of the pattern is in trading time.</param>
    public static IReadOnlyList<TakenFormat> Of(IEnumerable<Type> types, bool areTraded = false)
    {
        var formats = types.Distinct().Select(type => (TakenFormat)Activator.CreateInstance(typeof(TakenFormat<>).MakeGenericType(type))!).ToList();
        foreach (var format in formats) format.IsTraded = areTraded;
        return formats;
    }
}

/// <inheritdoc/>
[SuppressMessage("Performance", "CA1812", Justification = "Made by TakenFormat.Of.")]
internal sealed class TakenFormat<T> : TakenFormat
{
    public override bool IsOf(Taken taken) => taken is Taken<T>;

    public override void Write(StateWriter writer, Taken taken)
    {
        writer.Write(taken.Place);
        writer.Write(taken.Time);
        if (IsTraded) writer.Write(taken.Traded);
        writer.Write(taken.Causes);
        writer.Write(taken.IsConsumed);
        writer.Write(((Taken<T>)taken).Value);
    }

    public override Taken Read(StateReader reader)
    {
        var (place, time, traded) = (reader.Read<long>(), reader.Read<long>(), IsTraded ? reader.Read<long>() : 0);
        var (causes, isConsumed) = (reader.Read<Causes>(), reader.Read<bool>());
        return new Taken<T>(place, time, causes, reader.Read<T>()) { Traded = traded, IsConsumed = isConsumed };
    }
}
