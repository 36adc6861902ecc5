namespace Cep;

/// <summary>What becomes of a rule's state when a snapshot holds that of another version of it.</summary>
public enum VersionChange
{
    /// <summary>The run is refused, with a message that says which versions meet.</summary>
    Refuse,

    /// <summary>The state means the same in both versions and is loaded.</summary>
    CarryOver,

    /// <summary>The state is built again from events; the run is refused unless it begins early enough, see <see cref="EngineOptions.Rebuilt"/>.</summary>
    Rebuild,

    /// <summary>The rule begins without any state.</summary>
    StartAnew,
}
