namespace Cep;

/// <summary>What a stream has to do with the inputs of its rule.</summary>
internal enum InputKind
{
    /// <summary>An operator has made something of them.</summary>
    Computed,

    /// <summary>Events of the log as they are, perhaps not all of them.</summary>
    Events,

    /// <summary>What other rules derived, as it is.</summary>
    Derived,

    /// <summary>Both of these.</summary>
    Mixed,
}
