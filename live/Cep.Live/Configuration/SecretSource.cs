namespace Cep.Live;

/// <summary>Where a secret is: in an environment variable or in a file. The configuration never holds the secret itself.</summary>
/// <remarks>
/// Neither its text nor a message shows the secret, nor the name of its place, because people paste secrets where names belong.
/// Immutable, safe on any thread.
/// </remarks>
public sealed class SecretSource
{
    internal SecretSource(string? environment, string? file)
    {
        Environment = environment;
        File = file;
    }

    /// <summary>The environment variable that holds it; null when a file does.</summary>
    public string? Environment { get; }

    /// <summary>The file that holds it; null when a variable does. Line ends at its end are no part of the secret.</summary>
    public string? File { get; }

    /// <summary>Reads the secret.</summary>
    /// <exception cref="ConfigException">The variable is not set, the file can't be read, or it is empty.</exception>
    public string Read() => TryRead(out var secret) is { } fault ? throw new ConfigException(fault) : secret;

    /// <summary>Says that there is a secret, and not which.</summary>
    public override string ToString() => "(secret)";

    /// <summary>Reads the secret, or says what is wrong.</summary>
    internal string? TryRead(out string secret)
    {
        secret = "";
        if (Environment is not null) secret = System.Environment.GetEnvironmentVariable(Environment) ?? "";
        else if (!TryReadFile(out secret)) return "names a file that can't be read; check that it is there and may be read (its name is not shown, lest it be the secret itself).";
        if (secret.Length > 0) return null;
        return Environment is not null
            ? "names an environment variable that is not set or empty (its name is not shown, lest it be the secret itself)."
            : "names a file that is empty.";
    }

    private bool TryReadFile(out string secret)
    {
        secret = "";
        try
        {
            secret = System.IO.File.ReadAllText(File!).TrimEnd('\r', '\n');
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return false;
        }
    }
}
