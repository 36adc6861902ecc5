namespace Cep.Live;

/// <summary>Makes a property a setting of the configuration file: what it means and what is allowed.</summary>
/// <param name="description">What it means, with its unit; one sentence or two.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SettingAttribute(string description) : Attribute
{
    /// <summary>What it means.</summary>
    public string Description { get; } = description;

    /// <summary>The least number allowed; of durations in seconds, of sizes in bytes.</summary>
    public double Min { get; init; }

    /// <summary>The greatest number allowed, in the same units.</summary>
    public double Max { get; init; } = double.PositiveInfinity;

    /// <summary>It has to be given.</summary>
    public bool Required { get; init; }

    /// <summary>The text <c>auto</c> may stand for the number 0.</summary>
    public bool Auto { get; init; }
}
