using System.Text.Json;

namespace Cep;

/// <summary>An event that a rule computed from others, as a sink sees it. Lent for the length of the call.</summary>
public readonly ref struct DerivedEvent
{
    private readonly Payload payload;
    private readonly int row;

    internal DerivedEvent(Payload payload, int row)
    {
        this.payload = payload;
        this.row = row;
    }

    /// <summary>The hash of rule, version, key, time and ordinal.</summary>
    public EventId Id { get; init; }

    /// <summary>The rule that derived it.</summary>
    public required RuleIdentity Rule { get; init; }

    /// <summary>The key, which is the symbol's name unless the rule is partitioned otherwise.</summary>
    public required string Key { get; init; }

    /// <summary>The time to which it belongs; a window's result belongs to the window's end.</summary>
    public EventTime Time { get; init; }

    /// <summary>How many events of the same rule, key and time came before it.</summary>
    public int Ordinal { get; init; }

    /// <summary>How settled it is.</summary>
    public DerivedStatus Status { get; init; }

    /// <summary>The inputs it was derived from.</summary>
    public Causes Causes { get; init; }

    /// <summary>The named recipients the rule addressed it to; empty when the rule names none.</summary>
    public required IReadOnlyList<string> Recipients { get; init; }

    /// <summary>
    /// The W3C trace context in which it was derived, for sinks that hand one on; null when none came with its causes. It is
    /// no part of what was derived: another run may have another one.
    /// </summary>
    public string? Trace { get; init; }

    /// <summary>The payload's type.</summary>
    public Type PayloadType => payload.Type;

    /// <summary>The payload.</summary>
    /// <typeparam name="T">Exactly <see cref="PayloadType"/>.</typeparam>
    /// <exception cref="InvalidCastException">The payload is of another type.</exception>
    public ref readonly T PayloadAs<T>() => ref ((Payload<T>)payload)[row];

    /// <summary>The payload as an object; a struct is boxed.</summary>
    public object BoxPayload() => payload.Box(row);

    /// <summary>Writes the payload as a JSON object.</summary>
    public void WritePayload(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        payload.WriteJson(row, writer);
    }
}
