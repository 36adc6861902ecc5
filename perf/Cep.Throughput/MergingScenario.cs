namespace Cep.Throughput;

/// <summary>One log out of many feeds whose events interleave: each event comes from another feed than the one before.</summary>
public sealed class MergingScenario : Scenario
{
    /// <inheritdoc/>
    public override string Name => "merging";

    /// <inheritdoc/>
    public override int DefaultEvents => 4_000_000;

    /// <inheritdoc/>
    public override string Drawing => """
        loop     n tapes ─▶ priority queue of their next times ─▶ the scan by hand ──▶ answer
        engine   n feeds ─▶ sequencer ▶ Scan ▶ Where ▶ Select ──▶ answer
        The events of one tape are dealt out by chance. Feeds copy them, as a decoder writes them, for runs of one or two are taken.
        """;

    /// <inheritdoc/>
    public override IEnumerable<Comparison> Prepare(int events)
    {
        var tape = Market.Trades(events);
        foreach (var feeds in (int[])[2, 100, 3_000])
        {
            var tapes = Deal(tape, feeds);
            yield return new Comparison(
                $"merging-{feeds}",
                events,
                n => n == events ? Merge(tapes) : TickLoops.Scan(tape, n),
                n => Run<double>(new ScanRule(), static number => number, 1, n == events ? Feeds(tapes) : [new TapeFeed<Trade>("tape", tape, n)]));
        }
    }

    private static Tape<Trade>[] Deal(Tape<Trade> tape, int feeds)
    {
        var chance = new Chance((ulong)feeds);
        var tapes = new Tape<Trade>[feeds];
        for (var i = 0; i < feeds; i++) tapes[i] = new Tape<Trade>();
        for (var blocks = tape.First(tape.Count); blocks.MoveNext();)
        {
            foreach (ref readonly var trade in blocks.Block.Values.AsSpan(0, blocks.Rows)) tapes[(int)(chance.Next() * feeds)].Add(trade);
        }

        return tapes;
    }

    private static IFeed[] Feeds(Tape<Trade>[] tapes) =>
        [.. tapes.Select(static (tape, number) => new TapeFeed<Trade>($"tape-{number:D4}", tape, tape.Count, copies: true))];

    private static Answer Merge(Tape<Trade>[] tapes)
    {
        var answer = default(Answer);
        var states = new PriceMove[SymbolTable.Count];
        var heads = new (BlockEnumerator<Trade> Blocks, int Row)[tapes.Length];
        var queue = new PriorityQueue<int, long>(tapes.Length);
        for (var i = 0; i < tapes.Length; i++)
        {
            heads[i].Blocks = tapes[i].First(tapes[i].Count);
            if (heads[i].Blocks.MoveNext()) queue.Enqueue(i, heads[i].Blocks.Block.Times[0]);
        }

        while (queue.TryPeek(out var first, out var time))
        {
            ref var head = ref heads[first];
            ref readonly var trade = ref head.Blocks.Block.Values[head.Row];
            ref var state = ref states[trade.Symbol.Id];
            state = state.Next(trade.Price);
            if (state.IsJump) answer = answer.With(trade.Symbol.Name, time, state.Price);
            if (++head.Row == head.Blocks.Rows) head.Row = head.Blocks.MoveNext() ? 0 : -1;
            if (head.Row < 0) queue.Dequeue();
            else queue.DequeueEnqueue(first, head.Blocks.Block.Times[head.Row]);
        }

        return answer;
    }
}
