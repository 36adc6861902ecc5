namespace Cep.Live;

/// <summary>Finds what is wrong between settings, which no setting shows by itself.</summary>
internal static class LiveSettingsFaults
{
    /// <summary>Rather one property too many refused than one secret in a file.</summary>
    private static readonly string[] Telling = ["password", "secret", "token", "jaas", "pem"];

    public static IEnumerable<string> Of(LiveSettings settings) =>
        SecurityFaults(settings.Kafka.Security)
            .Concat(PropertyFaults(settings.Kafka))
            .Concat(OutputFaults(settings))
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

        foreach (var name in kafka.Properties.Keys.Where(name => Array.Exists(Telling, part => name.Contains(part, StringComparison.OrdinalIgnoreCase))))
        {
            yield return $"kafka.properties.{name} may hold a secret and may not stand in the configuration; see kafka.security.";
        }
    }

    private static IEnumerable<string> OutputFaults(LiveSettings settings)
    {
        foreach (var (path, topic) in settings.Output.TopicByRule.Select(entry => ($"output.topicByRule.{entry.Key}", entry.Value)).Prepend(("output.topic", settings.Output.Topic)))
        {
            var plain = OutputSettings.Placeholders.Aggregate(topic, (text, part) => text.Replace(part, "x", StringComparison.Ordinal));
            if (plain.Length is 0 or > 249 || !plain.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-')) yield return $"{path} '{topic}' is no topic; letters, digits, dots, '_' and '-' are allowed, and {string.Join(", ", OutputSettings.Placeholders)}.";
            else if (settings.Kafka.Topics.ContainsKey(topic)) yield return $"{path} '{topic}' is also read; derived events would come back as input.";
        }

        foreach (var rule in settings.Output.TopicByRule.Keys.Where(name => settings.Rules.Count > 0 && settings.Rules.All(rule => rule.Name != name)))
        {
            yield return $"output.topicByRule.{rule} names a rule that does not run.";
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
