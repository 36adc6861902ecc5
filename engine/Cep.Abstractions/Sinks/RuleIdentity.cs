namespace Cep;

/// <summary>What a derived event says of the rule that made it.</summary>
/// <param name="Name">The stable name, such as <c>ema-breakout</c>.</param>
/// <param name="Version">Raised whenever the rule's answer to the same input changes.</param>
/// <param name="PayloadType">The type of its derived events.</param>
public sealed record RuleIdentity(string Name, int Version, Type PayloadType)
{
    /// <summary>The name of the payload's type, as the output states it.</summary>
    public string TypeName { get; } = PayloadType.Name;
}
