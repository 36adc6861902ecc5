namespace Cep;

/// <summary>A match that had begun when its time was up.</summary>
/// <param name="Match">What it took until then.</param>
/// <param name="Reached">The name of the stage that took the last event.</param>
/// <param name="WaitedFor">The name of the stage that was waited for; empty when it was one of several.</param>
/// <param name="Since">The time of the first event.</param>
/// <param name="At">The deadline; the event time of this.</param>
/// <typeparam name="TMatch">The class of the matches.</typeparam>
public sealed record TimedOutMatch<TMatch>(TMatch Match, string Reached, string WaitedFor, EventTime Since, EventTime At);
