namespace Cep;

/// <summary>What a matcher keeps for a key.</summary>
/// <param name="Since">The time of the earliest event in it; <see cref="long.MaxValue"/> where it is not known.</param>
/// <param name="DueAt">When the passing of time may make something of it, <see cref="long.MaxValue"/> where that is not known yet; null when only events can.</param>
internal readonly record struct Kept(long Since, long? DueAt = null);
