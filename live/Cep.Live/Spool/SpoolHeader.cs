namespace Cep.Live;

/// <summary>A header of a message.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value; null when it has none.</param>
public readonly record struct SpoolHeader(string Name, byte[]? Value);
