namespace Cep;

/// <summary>
/// How much a rule may keep, over all keys and shards. A rule that keeps more ends the run with a
/// <see cref="StateBudgetException"/>: what was derived until then is in the sinks and right, and nothing is changed in
/// silence to make room.
/// </summary>
/// <remarks>
/// Looked at once in each <see cref="EngineOptions.StateInterval"/> of event time. A rule that is to live within a budget
/// states after how long it forgets quiet keys, see <see cref="Rule.ForgetQuietKeysAfter"/>.
/// </remarks>
/// <param name="MaxKeys">The most keys of which something is kept; at least 1.</param>
/// <param name="MaxBytes">The most bytes, estimated as <see cref="StateFigures.Bytes"/>; at least 1.</param>
public sealed record StateBudget(long MaxKeys = long.MaxValue, long MaxBytes = long.MaxValue)
{
    /// <summary>No bound.</summary>
    public static StateBudget Unlimited { get; } = new();

    internal void Validate(string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxKeys, 1, name);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBytes, 1, name);
    }

    /// <exception cref="StateBudgetException">The figures exceed the budget.</exception>
    internal void Check(string rule, StateFigures figures, EventTime time)
    {
        if (figures.Keys > MaxKeys) throw StateBudgetException.Of(rule, "keys", figures.Keys, MaxKeys, figures.Oldest, time);
        if (figures.Bytes > MaxBytes) throw StateBudgetException.Of(rule, "bytes of state (estimated)", figures.Bytes, MaxBytes, figures.Oldest, time);
    }
}
