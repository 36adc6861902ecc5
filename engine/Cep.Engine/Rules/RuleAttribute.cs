namespace Cep;

/// <summary>Gives a rule its stable name and version.</summary>
/// <param name="name">Lower-case words joined by hyphens, such as <c>ema-breakout</c>; it is part of every derived event's id.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RuleAttribute(string name) : Attribute
{
    /// <summary>The stable name.</summary>
    public string Name { get; } = name;

    /// <summary>At least 1; raised whenever the rule's answer to the same input changes.</summary>
    public int Version { get; init; } = 1;

    /// <summary>One sentence that says what the rule finds.</summary>
    public string Summary { get; init; } = "";
}
