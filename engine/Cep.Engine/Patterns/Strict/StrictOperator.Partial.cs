using System.Numerics;

namespace Cep;

internal sealed partial class StrictOperator<T, TMatch> : IPartialMatches
{
    /// <inheritdoc/>
    /// <remarks>Those whose time is up are still there until the next event of their key; they don't count.</remarks>
    public void Count(PartialCount count)
    {
        var hasEnd = chain.WithinNanos > 0 && reached >= long.MinValue + chain.WithinNanos;
        for (var key = 0; key < events.Keys.Length; key++)
        {
            var partial = events.Keys[key].Partial;
            if (hasEnd) partial = Live(key, partial, reached - chain.WithinNanos);
            for (; partial != 0; partial &= partial - 1)
            {
                var taken = BitOperations.TrailingZeroCount(partial);
                count.Add(key, shape.Names[chain.StageOf(taken - 1)], 1, events.Event(key, taken).Time);
            }
        }
    }
}
