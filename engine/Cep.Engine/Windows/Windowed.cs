namespace Cep;

/// <summary>What a window of a key held.</summary>
/// <param name="Start">The window's first moment, which belongs to it.</param>
/// <param name="End">The first moment after the window, which does not belong to it; the event time of the result.</param>
/// <param name="Value">The aggregate.</param>
/// <param name="Count">How many events the window held; at least 1.</param>
public readonly record struct Windowed<TResult>(EventTime Start, EventTime End, TResult Value, long Count);
