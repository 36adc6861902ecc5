namespace Cep;

/// <content>Some of the matches that are given out together: at one event of a key, or at one deadline.</content>
public sealed partial class MatchStream<TMatch>
{
    /// <summary>Of the matches that are given out together, at an event or by the passing of time, the first ones in their order.</summary>
    /// <param name="count">How many at most; at least 1.</param>
    /// <remarks>
    /// Skip strategies see all matches, also those left out. Where partial matches share what they have in common, what is left
    /// out is not listed either.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is less than 1.</exception>
    public EventStream<TMatch> First(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new SelectedMatchesStream<TMatch>(pattern, inputs, () => new FirstMatches(count));
    }

    /// <summary>Of the matches that are given out together the last one in their order: with <c>NoSkip</c> the one that began last.</summary>
    /// <remarks>
    /// Skip strategies see all matches, also those left out. Where partial matches share what they have in common, it is found
    /// without listing the others, and what an event costs does not depend on how many they are.
    /// </remarks>
    public EventStream<TMatch> Last() => new SelectedMatchesStream<TMatch>(pattern, inputs, () => new LastMatch());

    /// <summary>
    /// Of the matches that are given out together those that are part of no other: none of the others has all of their events
    /// and more. Events that the pattern excludes are none of theirs.
    /// </summary>
    /// <remarks>
    /// Skip strategies see all matches, also those left out. All matches have to be listed to find them, and matches of several
    /// lengths are compared with each other; so it is for patterns of which not too many complete together.
    /// </remarks>
    public EventStream<TMatch> Maximal() => new SelectedMatchesStream<TMatch>(pattern, inputs, () => new MaximalMatches());
}
