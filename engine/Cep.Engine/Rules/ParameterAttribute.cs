namespace Cep;

/// <summary>Makes a property of a rule settable from configuration and from the command line.</summary>
/// <remarks>
/// The property has a setter or an <c>init</c> accessor and one of the types <see cref="int"/>, <see cref="long"/>,
/// <see cref="double"/>, <see cref="bool"/>, <see cref="string"/>, <see cref="TimeSpan"/>, an enum, or a list of strings.
/// </remarks>
/// <param name="description">What it means, with its unit.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ParameterAttribute(string description) : Attribute
{
    /// <summary>What it means, with its unit.</summary>
    public string Description { get; } = description;

    /// <summary>The least allowed value, in the unit of the property; seconds for a duration.</summary>
    public double Min { get; init; } = double.NegativeInfinity;

    /// <summary>The greatest allowed value, in the unit of the property; seconds for a duration.</summary>
    public double Max { get; init; } = double.PositiveInfinity;
}
