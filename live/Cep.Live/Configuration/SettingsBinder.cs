using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Cep.Live;

/// <summary>Makes typed settings of a configuration and notes every fault on the way.</summary>
internal sealed class SettingsBinder(ConfigFile file)
{
    private readonly ConfigFaults faults = file.Faults;

    /// <summary>Binds a section. What is faulty keeps its default.</summary>
    public object Bind(Type type, IConfiguration at)
    {
        var section = Activator.CreateInstance(type)!;
        var settings = SettingInfo.Of(type);
        var known = settings.SelectMany(setting => setting.Keys).ToList();
        if (at is IConfigurationSection { Value.Length: > 0 } text) faults.Add(ConfigFile.PathOf(text) + file.OriginOf(text), $"is a text; expected an object with {string.Join(", ", known)}.");
        var children = (at is IConfigurationRoot ? file.TopLevel : at.GetChildren()).ToList();
        foreach (var child in children) RefuseStray(child, settings, known);
        foreach (var setting in settings) BindSetting(section, setting, at, children);
        return section;
    }

    private void RefuseStray(IConfigurationSection child, IReadOnlyList<SettingInfo> settings, IReadOnlyCollection<string> known)
    {
        if (known.Contains(child.Key, StringComparer.OrdinalIgnoreCase)) return;
        var path = ConfigFile.PathOf(child) + file.OriginOf(child);
        if (settings.FirstOrDefault(setting => setting.IsSecret && setting.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase)) is { } secret)
        {
            faults.Add(path, $"is a secret and may not stand in the configuration; name its place with {string.Join(" or ", secret.Keys)}.");
        }
        else
        {
            faults.AddUnknown(path, child.Key, known);
        }
    }

    private void BindSetting(object section, SettingInfo setting, IConfiguration at, List<IConfigurationSection> children)
    {
        if (setting.Name == RuleSection.Name && section is LiveSettings) return;
        var child = children.FirstOrDefault(child => child.Key.Equals(setting.Name, StringComparison.OrdinalIgnoreCase));
        object? value = null;
        if (setting.IsSecret) value = SecretOf(setting, children);
        else if (setting.IsSection) value = Bind(setting.Type, at.GetSection(setting.Name));
        else if (child is not null && setting.IsList) value = ListOf(setting, child);
        else if (child is not null && setting.DictionaryOf is { } element) value = DictionaryOf(element, child);
        else if (child is not null && (child.Value is not null || child.GetChildren().Any())) value = ValueOf(setting, child);
        if (value is not null) setting.Property.SetValue(section, value);
        if (setting.Attribute.Required && (child is null || value is System.Collections.ICollection { Count: 0 }))
        {
            faults.Add(at is IConfigurationSection named ? $"{ConfigFile.PathOf(named)}.{setting.Name}" : setting.Name, $"is missing: {setting.Attribute.Description}");
        }
    }

    private object? ValueOf(SettingInfo setting, IConfigurationSection child)
    {
        var path = ConfigFile.PathOf(child) + file.OriginOf(child);
        if (child.Value is null) faults.Add(path, $"is an object or a list; expected {SettingText.Expected(setting)}.");
        else if (SettingText.TryParse(setting, child.Value, out var value)) return value;
        else if (setting.Type == typeof(Uri)) faults.Add(path, $"is not allowed; expected {SettingText.Expected(setting)}.");
        else faults.Add(path, $"is '{child.Value}'; expected {SettingText.Expected(setting)}.");
        return null;
    }

    private SecretSource? SecretOf(SettingInfo setting, List<IConfigurationSection> children)
    {
        var places = setting.Keys.Select(key => children.FirstOrDefault(child => child.Key.Equals(key, StringComparison.OrdinalIgnoreCase) && !string.IsNullOrEmpty(child.Value))).ToList();
        var named = places.FirstOrDefault(place => place is not null);
        if (named is null) return null;
        if (places.All(place => place is not null)) faults.Add(ConfigFile.PathOf(named), $"and {setting.Name}Environment are both set; keep one.");
        var source = new SecretSource(places[0] is null ? places[1]!.Value : null, places[0]?.Value);
        if (source.TryRead(out _) is { } fault) faults.Add(ConfigFile.PathOf(named) + file.OriginOf(named), fault);
        return source;
    }

    /// <summary>A list, or its items in one text with commas between them, as variables and the command line have it.</summary>
    private List<string> ListOf(SettingInfo setting, IConfigurationSection child)
    {
        if (child.Value is { } text) return [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        List<string> items = [];
        foreach (var item in child.GetChildren())
        {
            if (item.Value is null || !int.TryParse(item.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _)) faults.Add(ConfigFile.PathOf(item) + file.OriginOf(item), $"is no text; {setting.Name} is a list of texts.");
            else items.Add(item.Value);
        }

        return items;
    }

    private object? DictionaryOf(Type element, IConfigurationSection child)
    {
        if (!string.IsNullOrEmpty(child.Value))
        {
            faults.Add(ConfigFile.PathOf(child) + file.OriginOf(child), "is a text; expected an object.");
            return null;
        }

        var dictionary = (System.Collections.IDictionary)Activator.CreateInstance(typeof(SortedDictionary<,>).MakeGenericType(typeof(string), element), StringComparer.Ordinal)!;
        foreach (var entry in child.GetChildren())
        {
            if (element != typeof(string)) dictionary[entry.Key] = Bind(element, entry);
            else if (entry.Value is { } text) dictionary[entry.Key] = text;
            else faults.Add(ConfigFile.PathOf(entry) + file.OriginOf(entry), "is an object or a list; expected a text.");
        }

        return dictionary;
    }
}
