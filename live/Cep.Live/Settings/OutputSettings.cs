namespace Cep.Live;

/// <summary>Where derived events go.</summary>
public sealed record OutputSettings
{
    /// <summary>The topic, in which <c>{rule}</c>, <c>{type}</c> and <c>{grade}</c> stand for those of the derived event.</summary>
    [Setting("The topic. {rule} and {type} stand for the derived event's rule and type, {grade} for the importance that its payload states in a property Grade.")]
    public string Topic { get; init; } = "cep.derived";
}
