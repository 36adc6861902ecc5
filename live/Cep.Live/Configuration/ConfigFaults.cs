namespace Cep.Live;

/// <summary>Gathers what is wrong with a configuration, so that one message tells it all.</summary>
/// <remarks>Used by one thread.</remarks>
internal sealed class ConfigFaults
{
    private readonly List<string> all = [];

    /// <summary>The faults, in the order in which they were found.</summary>
    public IReadOnlyList<string> All => all;

    /// <summary>Adds a fault of a path.</summary>
    public void Add(string path, string fault) => all.Add($"{path} {fault}");

    /// <summary>Adds a fault that names its own place.</summary>
    public void Add(string fault) => all.Add(fault);

    /// <summary>Adds that a key means nothing. What it was set to is not told, as it may be a misplaced secret.</summary>
    public void AddUnknown(string path, string key, IReadOnlyCollection<string> known)
    {
        var advice = Nearest.To(key, known) is { } near ? $"did you mean '{near}'?" : $"known here: {string.Join(", ", known)}.";
        Add(path, $"means nothing; {advice}");
    }
}
