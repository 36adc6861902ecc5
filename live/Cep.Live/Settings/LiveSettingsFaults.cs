using Cep.Feeds.Kafka;

namespace Cep.Live;

/// <summary>Finds what is wrong between settings, which no setting shows by itself.</summary>
internal static class LiveSettingsFaults
{
    /// <summary>Rather one property too many refused than one secret in a file.</summary>
    private static readonly string[] Telling = ["password", "secret", "token", "jaas", "pem"];

    public static IEnumerable<string> Of(LiveSettings settings) =>
        SecurityFaults(settings.Kafka.Security)
            .Concat(PropertyFaults(settings.Kafka))
            .Concat(InputFaults(settings))
            .Concat(TimeFaults(settings.Kafka))
            .Concat(OutputFaults(settings))
            .Concat(StateFaults(settings))
            .Concat(PlaceFaults(settings));

    private static IEnumerable<string> SecurityFaults(SecuritySettings security)
    {
        const string at = "kafka.security";
        var isSasl = security.Protocol is SecurityProtocol.SaslPlaintext or SecurityProtocol.SaslSsl;
        var isTls = security.Protocol is SecurityProtocol.Ssl or SecurityProtocol.SaslSsl;
        if (isSasl && security.Mechanism is null) yield return $"{at}.mechanism is missing; it is one of plain, scramSha256, scramSha512, oAuthBearer.";
        if (!isSasl && security.Mechanism is not null) yield return $"{at}.mechanism is set, but {at}.protocol is {SettingText.Format(security.Protocol)}; set it to saslSsl or saslPlaintext.";
        if (isSasl && security.Mechanism == SaslMechanism.OAuthBearer)
        {
            if (security.TokenEndpoint is null) yield return $"{at}.tokenEndpoint is missing; oAuthBearer gets its tokens there.";
            if (security.ClientId is null) yield return $"{at}.clientId is missing; oAuthBearer needs it.";
            if (security.ClientSecret is null) yield return $"{at}.clientSecretFile or clientSecretEnvironment is missing; oAuthBearer needs it.";
        }
        else if (isSasl && security.Mechanism is { } mechanism)
        {
            if (security.User is null) yield return $"{at}.user is missing; {SettingText.Format(mechanism)} needs it.";
            if (security.Password is null) yield return $"{at}.passwordFile or passwordEnvironment is missing; {SettingText.Format(mechanism)} needs it.";
        }

        foreach (var (name, path) in new[] { ("caFile", security.CaFile), ("certificateFile", security.CertificateFile), ("keyFile", security.KeyFile) })
        {
            if (path is null) continue;
            if (!isTls) yield return $"{at}.{name} is set, but {at}.protocol is {SettingText.Format(security.Protocol)}; set it to ssl or saslSsl.";
            else if (!File.Exists(path)) yield return $"{at}.{name}: there is no file '{path}'.";
        }

        if (security.CertificateFile is null != security.KeyFile is null) yield return $"{at}.certificateFile and {at}.keyFile are set together or not at all.";
    }

    private static IEnumerable<string> PropertyFaults(KafkaSettings kafka)
    {
        foreach (var broker in kafka.Bootstrap.Split(',', StringSplitOptions.TrimEntries).Where(broker => broker.Length > 0))
        {
            var colon = broker.LastIndexOf(':');
            if (colon <= 0 || !ushort.TryParse(broker.AsSpan(colon + 1), out _)) yield return $"kafka.bootstrap: '{broker}' is not host:port.";
        }

        var refused = new ClientSettings { Bootstrap = "localhost:9092", Properties = kafka.Properties }.Validate();
        foreach (var fault in refused) yield return fault;
        foreach (var name in kafka.Properties.Keys.Where(IsTelling).Where(name => !refused.Any(fault => fault.StartsWith($"kafka.properties.{name} ", StringComparison.Ordinal))))
        {
            yield return $"kafka.properties.{name} may hold a secret and may not stand in the configuration; see kafka.security.";
        }
    }

    private static IEnumerable<string> TimeFaults(KafkaSettings kafka)
    {
        if (kafka.CommitInterval < kafka.TransactionTimeout) yield break;
        yield return $"kafka.commitInterval ({Duration.Format(kafka.CommitInterval)}) is not shorter than kafka.transactionTimeout ({Duration.Format(kafka.TransactionTimeout)}); the broker would give up each transaction before it is committed.";
    }

    private static bool IsTelling(string name) => Array.Exists(Telling, part => name.Contains(part, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> InputFaults(LiveSettings settings)
    {
        if (settings.Kafka.Topics.Count == 0 && settings.Input.Files.Count == 0) yield return "kafka.topics is missing: name the topics to read, or files in input.files.";
    }

    private static IEnumerable<string> OutputFaults(LiveSettings settings)
    {
        var topic = settings.Output.Topic;
        if (!IsTemplate(topic)) yield return $"output.topic '{topic}' can't name topics; letters, digits, dots, '_' and '-' are allowed, and {{rule}}, {{type}}, {{grade}}.";
        if (settings.Kafka.Topics.ContainsKey(topic)) yield return $"output.topic '{topic}' is also read; derived events would come back as input.";
        if (settings.DeadLetters.Topic is { } letters && settings.Kafka.Topics.ContainsKey(letters)) yield return $"deadLetters.topic '{letters}' is also read; dead letters would come back as input.";
    }

    private static IEnumerable<string> StateFaults(LiveSettings settings)
    {
        if (settings.State.Topic is not { } topic) yield break;
        if (topic.Length > 249 || !topic.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-')) yield return $"state.topic '{topic}' can't name a topic; letters, digits, dots, '_' and '-' are allowed.";
        if (settings.Kafka.Topics.ContainsKey(topic) || settings.Output.Topic == topic || settings.DeadLetters.Topic == topic) yield return $"state.topic '{topic}' holds other records as well; it needs a topic of its own.";
    }

    private static bool IsTemplate(string topic)
    {
        try
        {
            _ = new DerivedTopics(topic);
            return true;
        }
        catch (FeedException)
        {
            return false;
        }
    }

    private static IEnumerable<string> PlaceFaults(LiveSettings settings)
    {
        if (settings.Timing.Late?.File is not null) yield return "timing.late names a file, which only a replay writes; expected drop, adjust or throw.";
        var folders = new[] { ("state.directory", settings.State.Directory), ("spool.directory", settings.Spool.Directory), ("record.directory", settings.Record.Directory) }
            .Where(entry => entry.Item2 is not null)
            .GroupBy(entry => Path.GetFullPath(entry.Item2!), StringComparer.Ordinal);
        foreach (var same in folders.Where(same => same.Count() > 1)) yield return $"{string.Join(" and ", same.Select(entry => entry.Item1))} are the same folder; each needs one of its own.";
    }
}
