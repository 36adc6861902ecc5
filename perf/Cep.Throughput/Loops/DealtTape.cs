namespace Cep.Throughput;

/// <summary>
/// A tape dealt out by key beforehand, a part for each thread: a loop on as many threads that share nothing is what this
/// machine can do at best. Virtual processors that share a core slow each other, so it is less than one might reckon.
/// </summary>
/// <param name="tape">What is dealt out.</param>
/// <param name="events">How many events of it.</param>
/// <param name="threads">How many parts.</param>
public sealed class DealtTape(Tape<Trade> tape, int events, int threads)
{
    private readonly Tape<Trade>[] parts = Deal(tape, events, PartsOfKeys(tape, events, threads), threads);

    /// <summary>Works through the first events of a part.</summary>
    public delegate void PartLoop(Tape<Trade> tape, int events, Hits hits);

    /// <summary>Runs a loop over all parts at once, the first part on the calling thread.</summary>
    public Answer Run(PartLoop loop)
    {
        var hits = Array.ConvertAll(parts, static _ => new Hits());
        var others = new Thread[parts.Length - 1];
        for (var i = 0; i < others.Length; i++)
        {
            var part = i + 1;
            others[i] = new Thread(() => loop(parts[part], parts[part].Count, hits[part]));
            others[i].Start();
        }

        loop(parts[0], parts[0].Count, hits[0]);
        for (var i = 0; i < others.Length; i++)
        {
            others[i].Join();
            hits[0].Add(hits[i + 1]);
        }

        return hits[0].Fold();
    }

    /// <summary>Gives each key, the busiest first, to the part with the fewest events so far.</summary>
    private static int[] PartsOfKeys(Tape<Trade> tape, int events, int threads)
    {
        var counts = new int[SymbolTable.Count];
        for (var blocks = tape.First(events); blocks.MoveNext();)
        {
            foreach (var key in blocks.Block.Keys.AsSpan(0, blocks.Rows)) counts[key]++;
        }

        var (partOf, sizes) = (new int[counts.Length], new long[threads]);
        foreach (var key in Enumerable.Range(0, counts.Length).OrderByDescending(key => counts[key]))
        {
            partOf[key] = Array.IndexOf(sizes, sizes.Min());
            sizes[partOf[key]] += counts[key];
        }

        return partOf;
    }

    private static Tape<Trade>[] Deal(Tape<Trade> tape, int events, int[] partOf, int threads)
    {
        var parts = new Tape<Trade>[threads];
        for (var i = 0; i < threads; i++) parts[i] = new Tape<Trade>();
        for (var blocks = tape.First(events); blocks.MoveNext();)
        {
            foreach (ref readonly var trade in blocks.Block.Values.AsSpan(0, blocks.Rows)) parts[partOf[trade.Symbol.Id]].Add(trade);
        }

        return parts;
    }
}
