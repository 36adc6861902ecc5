namespace Cep.Live;

/// <summary>What is read beside topics, or in their place.</summary>
public sealed record InputSettings
{
    /// <summary>Tick files.</summary>
    [Setting("Tick files, folders of them, or globs, read as one log of their own beside the topics; what they give goes through the spool. By one process of a group.")]
    public IReadOnlyList<string> Files { get; init; } = [];
}
