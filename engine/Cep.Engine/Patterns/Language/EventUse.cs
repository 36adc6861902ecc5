namespace Cep;

/// <summary>Whether the events of a match may belong to other matches, too.</summary>
public enum EventUse
{
    /// <summary>An event may belong to any number of matches.</summary>
    Shared,

    /// <summary>A match uses its events up: other partial matches that took one of them are dropped.</summary>
    Consumed,

    /// <summary>
    /// Matches use up all events so far, also those they did not take: those that complete with one event are all given,
    /// and matching begins anew after it. Only with <c>NoSkip</c>.
    /// </summary>
    AllConsumed,
}
