namespace Cep.Throughput;

/// <summary>Hand-written loops whose rules look at each event. State lies in dense arrays; only keys and values are read.</summary>
public static class TickLoops
{
    /// <summary>The loop of <see cref="DearRule"/>.</summary>
    public static void Dear(Tape<Trade> tape, int events, Hits hits)
    {
        var scores = new double[SymbolTable.Count];
        Array.Fill(scores, 0.5);
        for (var blocks = tape.First(events); blocks.MoveNext();)
        {
            var block = blocks.Block;
            var keys = block.Keys.AsSpan(0, blocks.Rows);
            for (var row = 0; row < keys.Length; row++)
            {
                ref var score = ref scores[keys[row]];
                score = DearRule.Score(score, block.Values[row].Price);
                if (score > DearRule.Limit) hits.Add(keys[row], block.Times[row], score);
            }
        }
    }

    /// <summary>The loop of <see cref="ModelRule"/>.</summary>
    public static void Model(Tape<Trade> tape, int events, Hits hits)
    {
        var features = new ModelRule.Features[SymbolTable.Count];
        for (var blocks = tape.First(events); blocks.MoveNext();)
        {
            var block = blocks.Block;
            var keys = block.Keys.AsSpan(0, blocks.Rows);
            for (var row = 0; row < keys.Length; row++)
            {
                ref var mine = ref features[keys[row]];
                mine = mine.Next(block.Values[row].Price, block.Values[row].Size);
                var score = mine.Score();
                if (score > ModelRule.Limit) hits.Add(keys[row], block.Times[row], score);
            }
        }
    }

    /// <summary>The loop of <see cref="ScanRule"/>.</summary>
    public static Answer Scan(Tape<Trade> tape, int events)
    {
        var answer = default(Answer);
        var states = new PriceMove[SymbolTable.Count];
        for (var blocks = tape.First(events); blocks.MoveNext();)
        {
            var block = blocks.Block;
            var keys = block.Keys.AsSpan(0, blocks.Rows);
            for (var row = 0; row < keys.Length; row++)
            {
                ref var state = ref states[keys[row]];
                state = state.Next(block.Values[row].Price);
                if (state.IsJump) answer = answer.With(block.Values[row].Symbol.Name, block.Times[row], state.Price);
            }
        }

        return answer;
    }

    /// <summary>The loop of <see cref="ForeignRule"/>.</summary>
    public static Answer Pairs(Tape<Trade> tape, int events)
    {
        var answer = default(Answer);
        var before = new double[SymbolTable.Count];
        for (var blocks = tape.First(events); blocks.MoveNext();)
        {
            var block = blocks.Block;
            var keys = block.Keys.AsSpan(0, blocks.Rows);
            for (var row = 0; row < keys.Length; row++)
            {
                ref var last = ref before[keys[row]];
                var price = block.Values[row].Price;
                if (last != 0 && price > last * ForeignRule.Jump) answer = answer.With(block.Values[row].Symbol.Name, block.Times[row], price);
                last = price;
            }
        }

        return answer;
    }

    /// <summary>The loop of <see cref="AsOfRule"/>: walks both tapes at once.</summary>
    public static Answer AsOf(Tape<Trade> trades, int tradeCount, Tape<Quote> quotes, int quoteCount, TimeSpan within)
    {
        var answer = default(Answer);
        var withinNanos = within.Ticks * 100;
        var latest = new (long Time, double Ask)[SymbolTable.Count];
        var (tradeBlocks, quoteBlocks) = (trades.First(tradeCount), quotes.First(quoteCount));
        var (quote, rows) = (0, 0);
        while (tradeBlocks.MoveNext())
        {
            foreach (ref readonly var trade in tradeBlocks.Block.Values.AsSpan(0, tradeBlocks.Rows))
            {
                while (true)
                {
                    if (quote == rows)
                    {
                        if (!quoteBlocks.MoveNext()) break;
                        (quote, rows) = (0, quoteBlocks.Rows);
                    }

                    ref readonly var next = ref quoteBlocks.Block.Values[quote];
                    if (next.Time > trade.Time) break;
                    latest[next.Symbol.Id] = (next.Time.Nanos, next.AskPrice);
                    quote++;
                }

                var (time, ask) = latest[trade.Symbol.Id];
                if (time != 0 && trade.Time.Nanos - time <= withinNanos && trade.Price > ask * AsOfRule.Through)
                {
                    answer = answer.With(trade.Symbol.Name, trade.Time.Nanos, trade.Price - ask);
                }
            }
        }

        return answer;
    }
}
