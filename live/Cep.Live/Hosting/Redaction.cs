namespace Cep.Live;

/// <summary>Takes secrets out of text, whoever put them there: a library's error message knows no better.</summary>
/// <remarks>Immutable, safe on any thread.</remarks>
public sealed class Redaction
{
    private const string Instead = "(secret)";
    private readonly string[] secrets;

    private Redaction(IEnumerable<string> secrets) => this.secrets = [.. secrets.Where(secret => secret.Length > 0).OrderByDescending(secret => secret.Length).Distinct()];

    /// <summary>Takes out the secrets whose places settings name, also parts of a list of headers.</summary>
    public static Redaction Of(LiveSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        List<string> found = [];
        foreach (var (_, source) in settings.Secrets)
        {
            if (source.TryRead(out var secret) is not null) continue;
            found.Add(secret);
            if (ReferenceEquals(source, settings.Telemetry.OtlpHeaders)) found.AddRange(secret.Split(',').Select(header => header[(header.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim()));
        }

        return new Redaction(found);
    }

    /// <summary>The text without secrets.</summary>
    public string Apply(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (var secret in secrets) text = text.Replace(secret, Instead, StringComparison.Ordinal);
        return text;
    }
}
