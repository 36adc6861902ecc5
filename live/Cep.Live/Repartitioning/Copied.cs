namespace Cep.Live;

/// <summary>An event on its way to the Kafka partitions of its keys.</summary>
/// <typeparam name="T">The event type.</typeparam>
/// <param name="Event">The event.</param>
internal readonly record struct Copied<T>(T Event);
