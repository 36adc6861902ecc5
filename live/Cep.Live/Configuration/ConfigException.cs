namespace Cep.Live;

/// <summary>A configuration can't be used. The message holds every fault of it, each with its path and what is allowed, and no secret.</summary>
public sealed class ConfigException : Exception
{
    /// <summary>Makes the exception of all faults that were found.</summary>
    /// <param name="file">The file, for the message.</param>
    /// <param name="faults">At least one.</param>
    public ConfigException(string file, IReadOnlyList<string> faults)
        : base(TextOf(file, faults ?? throw new ArgumentNullException(nameof(faults))))
    {
        Faults = faults;
    }

    /// <summary>Makes the exception with its message.</summary>
    public ConfigException(string message)
        : base(message)
    {
        Faults = [message];
    }

    /// <summary>Makes the exception with its message and what led to it.</summary>
    public ConfigException(string message, Exception inner)
        : base(message, inner)
    {
        Faults = [message];
    }

    /// <summary>Makes the exception without a message of its own.</summary>
    public ConfigException()
    {
        Faults = [];
    }

    /// <summary>The faults, in the order of the file.</summary>
    public IReadOnlyList<string> Faults { get; }

    private static string TextOf(string file, IReadOnlyList<string> faults) => faults.Count == 1
        ? $"{file}: {faults[0]}"
        : $"{file} has {faults.Count} faults:\n  {string.Join("\n  ", faults)}";
}
