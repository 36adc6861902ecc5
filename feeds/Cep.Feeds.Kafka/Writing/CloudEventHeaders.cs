using System.Text;
using Confluent.Kafka;

namespace Cep.Feeds.Kafka;

/// <summary>The headers of a derived event: CloudEvents 1.0 in binary mode, and its trace.</summary>
public sealed class CloudEventHeaders
{
    private static readonly byte[] SpecVersion = "1.0"u8.ToArray();
    private static readonly byte[] ContentType = "application/json"u8.ToArray();
    private readonly Dictionary<RuleIdentity, (byte[] Type, byte[] Source)> rules = [];

    /// <summary>The headers of a derived event of which only the JSON object is left; the trace is the id.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="rule">Its rule.</param>
    /// <param name="type">The type of its payload.</param>
    /// <param name="key">Its key.</param>
    /// <param name="time">Its time, as it is written.</param>
    /// <param name="status">Its status, as it is written.</param>
    public static Headers Of(EventId id, string rule, string type, string key, string time, string status) => new()
    {
        { "ce_specversion", SpecVersion },
        { "ce_id", Encoding.ASCII.GetBytes(id.ToString()) },
        { "ce_type", TypeOf(type) },
        { "ce_source", SourceOf(rule) },
        { "ce_time", Encoding.ASCII.GetBytes(time) },
        { "ce_subject", Encoding.UTF8.GetBytes(key) },
        { "ce_status", Encoding.ASCII.GetBytes(status) },
        { "content-type", ContentType },
        { "traceparent", Encoding.ASCII.GetBytes(KafkaSink.TraceParentOf(id)) },
    };

    /// <summary>The headers of a derived event.</summary>
    public Headers Of(in DerivedEvent derived)
    {
        if (!rules.TryGetValue(derived.Rule, out var rule))
        {
            rule = (TypeOf(derived.Rule.TypeName), SourceOf(derived.Rule.Name));
            rules[derived.Rule] = rule;
        }

        return new Headers
        {
            { "ce_specversion", SpecVersion },
            { "ce_id", Encoding.ASCII.GetBytes(derived.Id.ToString()) },
            { "ce_type", rule.Type },
            { "ce_source", rule.Source },
            { "ce_time", Encoding.ASCII.GetBytes(derived.Time.ToString()) },
            { "ce_subject", Encoding.UTF8.GetBytes(derived.Key) },
            { "ce_status", Encoding.ASCII.GetBytes(derived.Status switch { DerivedStatus.Final => "final", DerivedStatus.Retracted => "retracted", _ => "provisional" }) },
            { "content-type", ContentType },
            { "traceparent", Encoding.ASCII.GetBytes(derived.Trace ?? KafkaSink.TraceParentOf(derived.Id)) },
        };
    }

    private static byte[] TypeOf(string type) => Encoding.UTF8.GetBytes($"cep.{type}");

    private static byte[] SourceOf(string rule) => Encoding.UTF8.GetBytes($"/cep/rules/{Uri.EscapeDataString(rule)}");
}
