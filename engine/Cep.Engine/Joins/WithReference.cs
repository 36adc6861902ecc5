namespace Cep;

public abstract partial class EventStream<T>
{
    /// <summary>
    /// Each event of this stream with the row of a reference table that is valid at its time. The table is itself a stream of
    /// the same key: each of its events is a row, valid from its own time on until the key's next row replaces it. A row of
    /// exactly the event's time is valid, also when it stands later in the log; of several rows of one time the last counts.
    /// An event before its key's first row emits nothing.
    /// </summary>
    /// <param name="table">The rows.</param>
    /// <param name="result">Makes the result of an event and its row.</param>
    /// <remarks>
    /// One row is kept for each key, for as long as the run lasts, because it stays valid. For an event before the first row
    /// use <c>AsOfOrDefault</c> without a duration. Data by another key than the stream's, such as a rate for all
    /// instruments, is given to the rule as a <see cref="TimedTable{TKey,TValue}"/>.
    /// </remarks>
    public EventStream<TResult> WithReference<TRow, TResult>(EventStream<TRow> table, Func<T, TRow, TResult> result) => AsOf(table, result);
}
