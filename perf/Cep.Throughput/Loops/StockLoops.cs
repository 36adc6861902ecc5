namespace Cep.Throughput;

/// <summary>What one would write for the stock queries without the engine's plans.</summary>
public static class StockLoops
{
    /// <summary>
    /// Counts with a row of counts for each first order that is not too old: an order adds to all rows, so the cost grows
    /// with the time span. Counts are kept to their least 64 bits.
    /// </summary>
    public static Answer Count(Tape<StockOrder> tape, int events, StockQuery query)
    {
        var answer = default(Answer);
        var keys = new Dictionary<int, Queue<(long Began, ulong[] Counts)>>();
        for (var blocks = tape.First(events); blocks.MoveNext();)
        {
            foreach (ref readonly var order in blocks.Block.Values.AsSpan(0, blocks.Rows))
            {
                var time = order.Time.Nanos;
                if (!keys.TryGetValue(order.Symbol.Id, out var rows)) keys.Add(order.Symbol.Id, rows = new());
                while (rows.Count > 0 && time - rows.Peek().Began >= query.WithinNanos) rows.Dequeue();
                var (complete, isComplete) = (0UL, false);
                for (var stage = query.Stages - 1; stage > 0; stage--)
                {
                    if (!query.Fits(stage, order)) continue;
                    foreach (var (_, counts) in rows)
                    {
                        counts[stage] += counts[stage - 1];
                        if (stage < query.Stages - 1) continue;
                        complete += counts[stage - 1];
                        isComplete |= counts[stage - 1] != 0;
                    }
                }

                if (query.Fits(0, order))
                {
                    rows.Enqueue((time, new ulong[query.Stages]));
                    rows.Last().Counts[0] = 1;
                }

                if (!isComplete) continue;
                answer = answer.With(order.Symbol.Name, time, BitConverter.UInt64BitsToDouble(complete));
                if (query.IsConsuming) rows.Clear();
            }
        }

        return answer;
    }

    /// <summary>Lists the matches of a query of three stages with a plain automaton.</summary>
    public static Answer List(Tape<StockOrder> tape, int events, StockQuery query) => Plain(tape, events, query, static (answer, order, complete) =>
    {
        foreach (var match in complete)
        {
            answer = answer.With(order.Symbol.Name, order.Time.Nanos, StockListRule.NumberOf(match[0].Price, match[1].Price, match[2].Price));
        }

        return answer;
    });

    /// <summary>Counts with a plain automaton.</summary>
    public static Answer PlainCount(Tape<StockOrder> tape, int events, StockQuery query) => Plain(tape, events, query, static (answer, order, complete) =>
        complete.Count == 0 ? answer : answer.With(order.Symbol.Name, order.Time.Nanos, StockQuery.LeastBits(complete.Count)));

    /// <summary>Each partial match is an object of its own, copied for each order that it may take.</summary>
    private static Answer Plain(Tape<StockOrder> tape, int events, StockQuery query, Func<Answer, StockOrder, List<StockOrder[]>, Answer> give)
    {
        var answer = default(Answer);
        var (partials, next) = (new List<StockOrder[]>(), new List<StockOrder[]>());
        var complete = new List<StockOrder[]>();
        for (var blocks = tape.First(events); blocks.MoveNext();)
        {
            foreach (ref readonly var order in blocks.Block.Values.AsSpan(0, blocks.Rows))
            {
                var time = order.Time.Nanos;
                next.Clear();
                complete.Clear();
                foreach (var partial in partials)
                {
                    if (time - partial[0].Time.Nanos >= query.WithinNanos) continue;
                    if (query.Fits(partial.Length, order)) (partial.Length + 1 == query.Stages ? complete : next).Add([.. partial, order]);
                    next.Add(partial);
                }

                if (query.Fits(0, order)) next.Add([order]);
                (partials, next) = (next, partials);
                answer = give(answer, order, complete);
            }
        }

        return answer;
    }
}
