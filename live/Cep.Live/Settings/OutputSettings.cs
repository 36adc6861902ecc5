namespace Cep.Live;

/// <summary>Where derived events go.</summary>
public sealed record OutputSettings
{
    /// <summary>The parts of a derived event that a topic's name may have.</summary>
    internal static readonly string[] Placeholders = ["{rule}", "{type}", "{recipient}"];

    /// <summary>The topic, in which <c>{rule}</c>, <c>{type}</c> and <c>{recipient}</c> stand for those of the derived event.</summary>
    [Setting("The topic. {rule} and {type} stand for the derived event's rule and type; with {recipient} it goes to the topic of each recipient that the rule addresses it to, which is how rules tell grades of importance apart.")]
    public string Topic { get; init; } = "cep.derived";

    /// <summary>The topics of single rules, by the rule's name; the same words may stand in them.</summary>
    [Setting("The topics of single rules, by the rule's name.")]
    public IReadOnlyDictionary<string, string> TopicByRule { get; init; } = new Dictionary<string, string>();

    /// <summary>The <c>ce_source</c> of derived events.</summary>
    [Setting("What the header ce_source of derived events says; /cep/ and the group when absent.")]
    public string? Source { get; init; }

    /// <summary>The topics of a derived event.</summary>
    /// <param name="rule">Its rule.</param>
    /// <param name="recipients">The recipients it is addressed to.</param>
    /// <returns>One topic, or one for each recipient where the name has <c>{recipient}</c> in it.</returns>
    public IEnumerable<string> TopicsOf(RuleIdentity rule, IReadOnlyList<string> recipients)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(recipients);
        var topic = TopicByRule.GetValueOrDefault(rule.Name, Topic)
            .Replace("{rule}", rule.Name, StringComparison.Ordinal)
            .Replace("{type}", rule.TypeName, StringComparison.Ordinal);
        return topic.Contains("{recipient}", StringComparison.Ordinal)
            ? recipients.Select(recipient => topic.Replace("{recipient}", recipient, StringComparison.Ordinal)).Distinct(StringComparer.Ordinal)
            : [topic];
    }
}
