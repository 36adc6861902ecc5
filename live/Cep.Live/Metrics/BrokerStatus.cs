namespace Cep.Live;

/// <summary>Whether the broker answers.</summary>
/// <param name="IsConnected">Whether it does; null while nobody knows.</param>
/// <param name="Since">Since when.</param>
public sealed record BrokerStatus(bool? IsConnected, DateTimeOffset Since);
