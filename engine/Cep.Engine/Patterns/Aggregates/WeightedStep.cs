namespace Cep;

/// <summary>What an event does with the partial matches of a state, other than leaving them where they are.</summary>
/// <param name="From">The state, counted from 1; 0 is the state of what has yet to begin.</param>
/// <param name="To">The state after it; −1 when nothing more can come.</param>
/// <param name="IsWeighted">The stage in question takes the event.</param>
/// <param name="Completes">They are matches with this event.</param>
/// <param name="Leaves">They don't stay; other steps say where they go, if anywhere.</param>
internal readonly record struct WeightedStep(int From, int To, bool IsWeighted, bool Completes, bool Leaves);
