using System.Text;
using Confluent.Kafka;

namespace Cep.Feeds.Kafka;

/// <summary>The headers of a derived event: CloudEvents 1.0 in binary mode, and its trace.</summary>
internal sealed class CloudEventHeaders
{
    private static readonly byte[] SpecVersion = "1.0"u8.ToArray();
    private static readonly byte[] ContentType = "application/json"u8.ToArray();
    private readonly Dictionary<RuleIdentity, (byte[] Type, byte[] Source)> rules = [];

    public Headers Of(in DerivedEvent derived)
    {
        if (!rules.TryGetValue(derived.Rule, out var rule))
        {
            rule = (Encoding.UTF8.GetBytes($"cep.{derived.Rule.TypeName}"), Encoding.UTF8.GetBytes($"/cep/rules/{Uri.EscapeDataString(derived.Rule.Name)}"));
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
            { "traceparent", Encoding.ASCII.GetBytes(KafkaSink.TraceParentOf(derived.Id)) },
        };
    }
}
