namespace Cep.Live;

/// <summary>Something that was looked at.</summary>
/// <param name="What">What: a setting, or a setting and what it names.</param>
/// <param name="Fault">What is wrong; null when nothing is.</param>
public sealed record CheckResult(string What, string? Fault);
