namespace Cep.Feeds.Kafka;

/// <summary>Writes client settings so that anybody may read them.</summary>
internal static class ClientSettingsText
{
    private static readonly string[] Telling = ["password", "secret", "token", "jaas", "pem", "key"];

    public static string Of(ClientSettings settings)
    {
        var parts = new List<string> { $"bootstrap={settings.Bootstrap}", $"protocol={settings.Protocol}" };
        void Add(string name, object? value)
        {
            if (value is not null) parts.Add($"{name}={value}");
        }

        Add("mechanism", settings.Mechanism);
        Add("user", settings.User);
        Add("password", settings.Password);
        Add("tokenEndpoint", settings.TokenEndpoint is { IsAbsoluteUri: true } endpoint ? $"{endpoint.Scheme}://{endpoint.Authority}{endpoint.AbsolutePath}" : null);
        Add("clientId", settings.ClientId);
        Add("clientSecret", settings.ClientSecret);
        Add("scope", settings.Scope);
        Add("caFile", settings.CaFile);
        Add("certificateFile", settings.CertificateFile);
        Add("keyFile", settings.KeyFile);
        Add("keyPassword", settings.KeyPassword);
        foreach (var (name, value) in settings.Properties.OrderBy(property => property.Key, StringComparer.Ordinal))
        {
            parts.Add($"{name}={(IsTelling(name) ? "(secret)" : value)}");
        }

        return string.Join(", ", parts);
    }

    /// <summary>Rather one value too many hidden than one shown.</summary>
    private static bool IsTelling(string name) =>
        Array.Exists(Telling, part => name.Contains(part, StringComparison.OrdinalIgnoreCase)) || name.StartsWith("sasl.oauthbearer", StringComparison.OrdinalIgnoreCase);
}
