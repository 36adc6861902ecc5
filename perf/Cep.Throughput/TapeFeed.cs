namespace Cep.Throughput;

/// <summary>
/// A tape as a feed. It lends the tape's own arrays to the batch, so that the engine reads the very memory that the loop
/// reads and nothing but the engine is measured; or it copies them, as a decoder would write them.
/// </summary>
public sealed class TapeFeed<T>(string name, Tape<T> tape, int events, bool copies = false) : IFeed
    where T : struct, IEvent
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public EventTime Earliest => EventTime.MinValue;

    /// <inheritdoc/>
    public long Length => events;

    /// <inheritdoc/>
    public IFeedReader Open() => new Reader(tape.First(events), copies);

    private sealed class Reader(BlockEnumerator<T> blocks, bool copies) : IFeedReader
    {
        private static readonly long[] RowNumbers = [.. Enumerable.Range(0, TapeBlock<T>.Rows).Select(static row => (long)row)];
        // The engine reads a batch ahead of the one in work, so two batches are out on loan at a time.
        private readonly long[][] sequences = [[.. RowNumbers], [.. RowNumbers]];
        private BlockEnumerator<T> blocks = blocks;
        private long position;

        public long BytesRead => position;

        public bool Read(EventBatch batch, int maxRows)
        {
            if (maxRows < TapeBlock<T>.Rows) throw new InvalidOperationException($"A tape is read in batches of {TapeBlock<T>.Rows}.");
            if (!blocks.MoveNext()) return false;
            if (copies) Copy(batch);
            else Lend(batch);
            position += blocks.Rows;
            return true;
        }

        public void Dispose()
        {
        }

        private void Copy(EventBatch batch)
        {
            var (block, rows) = (blocks.Block, blocks.Rows);
            batch.Extend<T>(rows, position);
            var column = batch.Of<T>();
            block.Times.AsSpan(0, rows).CopyTo(column.Times);
            block.Keys.AsSpan(0, rows).CopyTo(column.Keys);
            block.Values.AsSpan(0, rows).CopyTo(column.Values);
        }

        private void Lend(EventBatch batch)
        {
            // The sequencer may number rows in place; the other arrays the engine only reads.
            var numbers = sequences[position / TapeBlock<T>.Rows % 2];
            if (numbers[0] != 0) RowNumbers.CopyTo(numbers, 0);
            batch.Of<T>().Borrow(blocks.Block.Times, blocks.Block.Keys, numbers, blocks.Block.Values, blocks.Rows);
            batch.Positions.Mark(0, position, blocks.Rows);
            batch.Recount();
        }
    }
}
