namespace Cep;

/// <summary>
/// A run of rows of all keys, in log order, lent for the length of a call. Times never fall, from row to row and from
/// batch to batch.
/// </summary>
/// <param name="keys">The shard's number of each row's key.</param>
/// <param name="times">Event times in nanoseconds.</param>
/// <param name="sequences">The sequence number of the last input of each row; breaks ties in time. Empty when they rise by one from <paramref name="firstSequence"/>.</param>
/// <param name="causes">All inputs of each row; empty when each row has just the one input that <paramref name="sequences"/> names.</param>
/// <param name="values">The values.</param>
/// <param name="firstSequence">The sequence number of the first row, when <paramref name="sequences"/> is empty.</param>
internal readonly ref struct KeyedBatch<T>(
    ReadOnlySpan<int> keys, ReadOnlySpan<long> times, ReadOnlySpan<long> sequences, ReadOnlySpan<Causes> causes, ReadOnlySpan<T> values, long firstSequence = 0)
{
    public readonly ReadOnlySpan<int> Keys = keys;
    public readonly ReadOnlySpan<long> Times = times;
    public readonly ReadOnlySpan<long> Sequences = sequences;
    public readonly long FirstSequence = firstSequence;
    public readonly ReadOnlySpan<Causes> Causes = causes;
    public readonly ReadOnlySpan<T> Values = values;

    public int Count => Values.Length;

    public long SequenceOf(int row) => Sequences.IsEmpty ? FirstSequence + row : Sequences[row];

    public Causes CausesOf(int row) => Causes.IsEmpty ? Cep.Causes.Of(SequenceOf(row)) : Causes[row];

    /// <summary>The same rows with other values.</summary>
    public KeyedBatch<R> With<R>(ReadOnlySpan<R> results) => new(Keys, Times, Sequences, Causes, results, FirstSequence);
}
