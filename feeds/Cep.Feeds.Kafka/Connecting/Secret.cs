namespace Cep.Feeds.Kafka;

/// <summary>Something that nobody may see, and where it is: an environment variable, a file, or the text itself.</summary>
/// <remarks>It is read when a client is made, so a changed file counts from then on. Its text shows where it is, never what it is.</remarks>
public sealed class Secret
{
    private readonly string? text;

    private Secret(string? text, string? variable, string? file)
    {
        this.text = text;
        Variable = variable;
        File = file;
    }

    /// <summary>The environment variable that holds it, when one does.</summary>
    public string? Variable { get; }

    /// <summary>The file that holds it, when one does; a line end at its end is no part of it.</summary>
    public string? File { get; }

    /// <summary>The secret itself.</summary>
    public static Secret Of(string text) => new(text, null, null);

    /// <summary>A secret from an environment variable.</summary>
    public static Secret FromVariable(string variable) => new(null, variable, null);

    /// <summary>A secret from a file.</summary>
    public static Secret FromFile(string file) => new(null, null, file);

    /// <summary>Where it is.</summary>
    public override string ToString() => Variable is not null ? $"(secret from variable {Variable})" : File is not null ? $"(secret from file {File})" : "(secret)";

    /// <summary>What is wrong with it, null when it can be read.</summary>
    internal string? Fault(string setting)
    {
        try
        {
            Read(setting);
            return null;
        }
        catch (FeedException fault)
        {
            return fault.Message;
        }
    }

    /// <summary>Reads it.</summary>
    /// <exception cref="FeedException">The variable is not set, the file can't be read, or there is nothing in it.</exception>
    internal string Read(string setting)
    {
        var read = text;
        if (Variable is not null)
        {
            read = Environment.GetEnvironmentVariable(Variable) ?? throw new FeedException($"kafka.{setting}: the environment variable {Variable} is not set.");
        }
        else if (File is not null)
        {
            try
            {
                read = System.IO.File.ReadAllText(File).TrimEnd('\r', '\n');
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
            {
                throw new FeedException($"kafka.{setting}: the file '{File}' can't be read ({fault.GetType().Name}). Check that it is there and may be read.");
            }
        }

        return string.IsNullOrEmpty(read) ? throw new FeedException($"kafka.{setting}: the secret is empty.") : read;
    }
}
