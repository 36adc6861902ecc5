using System.Reflection;
using System.Text;

namespace Cep.Feeds.Kafka;

/// <summary>
/// To which topic a derived event goes: a name in which <c>{rule}</c>, <c>{type}</c> and <c>{grade}</c> stand for its rule, the
/// type of its payload, and the importance its payload states in a property <c>Grade</c>.
/// </summary>
/// <remarks>Used by one thread at a time.</remarks>
public sealed class DerivedTopics
{
    /// <summary>What stands for the grade of events that have none.</summary>
    public const string NoGrade = "none";

    private readonly string template;
    private readonly bool usesGrade;
    private readonly Dictionary<(RuleIdentity Rule, object? Grade), string> names = [];
    private readonly Dictionary<Type, PropertyInfo?> grades = [];

    /// <summary>Takes the name with its placeholders.</summary>
    /// <exception cref="FeedException">It has another placeholder or can't be the name of a topic.</exception>
    public DerivedTopics(string template)
    {
        ArgumentNullException.ThrowIfNull(template);
        this.template = template;
        usesGrade = template.Contains("{grade}", StringComparison.Ordinal);
        var plain = Fill(template, "r", "t", "g");
        if (plain.Length is 0 or > 249 || !plain.All(IsAllowed))
        {
            throw new FeedException($"kafka.derivedTopic: '{template}' can't name topics; use letters, digits, dots, underscores, hyphens, and the placeholders {{rule}}, {{type}}, {{grade}}.");
        }
    }

    /// <summary>The topic of a derived event.</summary>
    public string Of(in DerivedEvent derived)
    {
        var grade = usesGrade && GradeOf(derived.PayloadType) is { } property ? property.GetValue(derived.BoxPayload()) : null;
        return NameOf(derived.Rule, grade);
    }

    /// <summary>All topics to which a rule's derived events can go, for a check beforehand; grades that are no enumeration are not known.</summary>
    public IReadOnlyList<string> AllOf(RuleIdentity rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        if (!usesGrade || GradeOf(rule.PayloadType) is not { } property) return [NameOf(rule, null)];
        return property.PropertyType.IsEnum ? [.. Enum.GetValues(property.PropertyType).Cast<object>().Select(grade => NameOf(rule, grade))] : [];
    }

    private static string Fill(string template, string rule, string type, string grade) => template
        .Replace("{rule}", rule, StringComparison.Ordinal)
        .Replace("{type}", type, StringComparison.Ordinal)
        .Replace("{grade}", grade, StringComparison.Ordinal);

    private static bool IsAllowed(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-';

    private string NameOf(RuleIdentity rule, object? grade)
    {
        if (names.TryGetValue((rule, grade), out var name)) return name;
        var text = grade switch { null => NoGrade, Enum value => Camel(value.ToString()), _ => Convert.ToString(grade, System.Globalization.CultureInfo.InvariantCulture)! };
        return names[(rule, grade)] = Fill(template, Clean(rule.Name), Clean(rule.TypeName), Clean(text));
    }

    private PropertyInfo? GradeOf(Type payload)
    {
        if (!grades.TryGetValue(payload, out var property)) grades[payload] = property = payload.GetProperty("Grade");
        return property;
    }

    private static string Camel(string name) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(name);

    private static string Clean(string name)
    {
        var clean = new StringBuilder(name.Length);
        foreach (var letter in name) clean.Append(IsAllowed(letter) ? letter : '-');
        return clean.ToString();
    }
}
