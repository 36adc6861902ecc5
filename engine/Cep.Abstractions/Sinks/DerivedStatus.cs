namespace Cep;

/// <summary>How settled a derived event is.</summary>
public enum DerivedStatus
{
    /// <summary>May still be replaced.</summary>
    Provisional,

    /// <summary>Nothing can change it.</summary>
    Final,

    /// <summary>No longer holds; an event with the same id said otherwise before.</summary>
    Retracted,
}
