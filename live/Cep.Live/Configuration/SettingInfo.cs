using System.Reflection;

namespace Cep.Live;

/// <summary>A setting as its property declares it.</summary>
internal sealed record SettingInfo(PropertyInfo Property, SettingAttribute Attribute)
{
    public string Name { get; } = char.ToLowerInvariant(Property.Name[0]) + Property.Name[1..];

    /// <summary>The type of the value; that of a nullable one is what it holds.</summary>
    public Type Type { get; } = Nullable.GetUnderlyingType(Property.PropertyType) ?? Property.PropertyType;

    public bool IsSecret => Type == typeof(SecretSource);

    /// <summary>A group of settings.</summary>
    public bool IsSection => IsSectionType(Type);

    public bool IsList => Type == typeof(IReadOnlyList<string>);

    /// <summary>What the values of a dictionary are, null when it is none.</summary>
    public Type? DictionaryOf { get; } =
        Property.PropertyType is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>) ? type.GetGenericArguments()[1] : null;

    /// <summary>The keys of the file that belong to it.</summary>
    public IEnumerable<string> Keys => IsSecret ? [Name + "File", Name + "Environment"] : [Name];

    /// <summary>The settings of a section, in the order of declaration.</summary>
    public static IReadOnlyList<SettingInfo> Of(Type section) =>
        [.. section.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(property => (property, attribute: property.GetCustomAttribute<SettingAttribute>()))
            .Where(entry => entry.attribute is not null)
            .Select(entry => new SettingInfo(entry.property, entry.attribute!))];

    public static bool IsSectionType(Type type) => type.IsClass && type != typeof(string) && Of(type).Count > 0;
}
