using Confluent.Kafka;

namespace Cep.Feeds.Kafka;

/// <summary>Finds what is wrong with client settings.</summary>
internal static class ClientSettingsFaults
{
    /// <summary>Properties on which exactly-once rests, and those that have a setting of their own.</summary>
    private static readonly Dictionary<string, string> Decided = new(StringComparer.OrdinalIgnoreCase)
    {
        ["bootstrap.servers"] = "set bootstrap",
        ["metadata.broker.list"] = "set bootstrap",
        ["security.protocol"] = "set protocol",
        ["sasl.mechanism"] = "set mechanism",
        ["sasl.mechanisms"] = "set mechanism",
        ["sasl.username"] = "set user",
        ["sasl.password"] = "set password, which may name a variable or a file",
        ["sasl.oauthbearer.client.secret"] = "set clientSecret, which may name a variable or a file",
        ["ssl.key.password"] = "set keyPassword, which may name a variable or a file",
        ["group.id"] = "set group",
        ["group.protocol"] = "set groupProtocol",
        ["session.timeout.ms"] = "set sessionTimeout",
        ["heartbeat.interval.ms"] = "leave it out: it follows from sessionTimeout",
        ["max.poll.interval.ms"] = "leave it out: it is how long a task may take to drain",
        ["transaction.timeout.ms"] = "set transactionTimeout",
        ["group.instance.id"] = "leave it out: tasks are fenced by their transactional ids",
        ["partition.assignment.strategy"] = "leave it out: partitions move one by one",
        ["transactional.id"] = "leave it out: each task has its own",
        ["enable.idempotence"] = "leave it out: it is always on",
        ["enable.auto.commit"] = "leave it out: offsets are committed with what was derived",
        ["enable.auto.offset.store"] = "leave it out: offsets are committed with what was derived",
        ["enable.partition.eof"] = "leave it out: it is always on",
        ["auto.offset.reset"] = "set startAt",
        ["isolation.level"] = "set isolation",
        ["acks"] = "leave it out: it is always all",
        ["request.required.acks"] = "leave it out: it is always all",
    };

    public static IEnumerable<string> Of(ClientSettings settings)
    {
        if (string.IsNullOrWhiteSpace(settings.Bootstrap)) yield return "kafka.bootstrap is missing; name one broker at least, as host:port.";
        else foreach (var fault in BootstrapFaults(settings.Bootstrap)) yield return fault;
        foreach (var fault in SaslFaults(settings)) yield return fault;
        foreach (var fault in TlsFaults(settings)) yield return fault;
        foreach (var (name, _) in settings.Properties)
        {
            if (Decided.TryGetValue(name, out var advice)) yield return $"kafka.properties.{name} can't be set; {advice}.";
        }
    }

    private static IEnumerable<string> BootstrapFaults(string bootstrap) =>
        from broker in bootstrap.Split(',', StringSplitOptions.TrimEntries)
        let colon = broker.LastIndexOf(':')
        where colon <= 0 || !ushort.TryParse(broker.AsSpan(colon + 1), out _)
        select $"kafka.bootstrap: '{broker}' is not host:port.";

    private static IEnumerable<string> SaslFaults(ClientSettings settings)
    {
        var isSasl = settings.Protocol is SecurityProtocol.SaslPlaintext or SecurityProtocol.SaslSsl;
        if (!isSasl)
        {
            if (settings.Mechanism is not null) yield return $"kafka.mechanism is set, but kafka.protocol is {settings.Protocol}; set it to SaslSsl or SaslPlaintext.";
            yield break;
        }

        if (settings.Mechanism is null) yield return "kafka.mechanism is missing; it is one of Plain, ScramSha256, ScramSha512, OAuthBearer.";
        else if (settings.Mechanism == SaslMechanism.OAuthBearer)
        {
            if (settings.TokenEndpoint is not { IsAbsoluteUri: true }) yield return "kafka.tokenEndpoint is missing or no whole address; OAuthBearer gets its tokens there.";
            if (settings.ClientId is null) yield return "kafka.clientId is missing; OAuthBearer needs it.";
            if (settings.ClientSecret is null) yield return "kafka.clientSecret is missing; OAuthBearer needs it.";
            else if (settings.ClientSecret.Fault("clientSecret") is { } fault) yield return fault;
        }
        else if (settings.Mechanism != SaslMechanism.Gssapi)
        {
            if (settings.User is null) yield return $"kafka.user is missing; {settings.Mechanism} needs it.";
            if (settings.Password is null) yield return $"kafka.password is missing; {settings.Mechanism} needs it.";
            else if (settings.Password.Fault("password") is { } fault) yield return fault;
        }
    }

    private static IEnumerable<string> TlsFaults(ClientSettings settings)
    {
        foreach (var (setting, file) in new[] { ("caFile", settings.CaFile), ("certificateFile", settings.CertificateFile), ("keyFile", settings.KeyFile) })
        {
            if (file is null) continue;
            if (settings.Protocol is SecurityProtocol.Plaintext or SecurityProtocol.SaslPlaintext) yield return $"kafka.{setting} is set, but kafka.protocol is {settings.Protocol}; set it to Ssl or SaslSsl.";
            else if (!File.Exists(file)) yield return $"kafka.{setting}: there is no file '{file}'.";
        }

        if (settings.CertificateFile is null != settings.KeyFile is null) yield return "kafka.certificateFile and kafka.keyFile are set together or not at all.";
        if (settings.KeyPassword?.Fault("keyPassword") is { } fault) yield return fault;
    }
}
