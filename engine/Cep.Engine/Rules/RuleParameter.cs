using System.Globalization;
using System.Reflection;

namespace Cep;

/// <summary>A parameter of a rule: its name, what it means, its default and how text becomes its value.</summary>
public sealed class RuleParameter
{
    private readonly PropertyInfo property;
    private readonly ParameterAttribute attribute;

    private RuleParameter(PropertyInfo property, ParameterAttribute attribute)
    {
        this.property = property;
        this.attribute = attribute;
        Name = char.ToLowerInvariant(property.Name[0]) + property.Name[1..];
    }

    /// <summary>The name in settings, in camelCase; settings may write it in any case.</summary>
    public string Name { get; }

    /// <summary>What it means, with its unit.</summary>
    public string Description => attribute.Description;

    /// <summary>What is allowed, for a person.</summary>
    public string Allowed => RuleParameterValue.DescribeAllowed(property.PropertyType, attribute.Min, attribute.Max);

    /// <summary>The parameters of a rule type, in the order of declaration.</summary>
    public static IReadOnlyList<RuleParameter> Of(Type rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return [.. rule.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(property => (property, attribute: property.GetCustomAttribute<ParameterAttribute>()))
            .Where(entry => entry.attribute is not null)
            .Select(entry => new RuleParameter(entry.property, entry.attribute!))];
    }

    /// <summary>The value of the parameter in a rule, as text that settings would accept.</summary>
    public string TextOf(Rule rule) => RuleParameterValue.Format(property.GetValue(rule));

    /// <summary>Sets the parameter of a rule.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="text">The value as written.</param>
    /// <param name="origin">Where it was written, for the message.</param>
    /// <exception cref="RuleException">The text is not allowed; the message names rule, parameter, value and what is allowed.</exception>
    public void Set(Rule rule, string text, string origin)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(text);
        if (RuleParameterValue.TryParse(property.PropertyType, text, attribute.Min, attribute.Max, out var value))
        {
            property.SetValue(rule, value, BindingFlags.Default, null, null, CultureInfo.InvariantCulture);
            return;
        }

        throw new RuleException($"Rule '{rule.Name}', parameter '{Name}': '{text}' ({origin}) is not allowed; expected {Allowed}.");
    }
}
