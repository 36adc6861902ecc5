namespace Cep.Testing;

/// <summary>A derived event that a test may keep.</summary>
/// <typeparam name="T">The payload's type.</typeparam>
/// <param name="Key">The key.</param>
/// <param name="Time">Its event time.</param>
/// <param name="Payload">The payload.</param>
public sealed record Derived<T>(string Key, EventTime Time, T Payload)
{
    /// <summary>Its id, the same in every run.</summary>
    public EventId Id { get; init; }

    /// <summary>The rule that derived it.</summary>
    public required RuleIdentity Rule { get; init; }

    /// <summary>How many events of the same rule, key and time came before it.</summary>
    public int Ordinal { get; init; }

    /// <summary>How settled it is.</summary>
    public DerivedStatus Status { get; init; }

    /// <summary>The inputs it was derived from; the sequence number of a tape's first event is 0.</summary>
    public Causes Causes { get; init; }

    /// <summary>Whom it is addressed to.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    internal Derived<TPayload> As<TPayload>() => new(Key, Time, (TPayload)(object)Payload!)
    {
        Id = Id, Rule = Rule, Ordinal = Ordinal, Status = Status, Causes = Causes, Recipients = Recipients,
    };
}
