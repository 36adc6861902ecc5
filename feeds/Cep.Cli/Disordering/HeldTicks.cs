namespace Cep.Cli;

/// <summary>Ticks of all kinds that wait for their turn to arrive. Slots are used again, so memory follows what waits and not what passes.</summary>
internal sealed class HeldTicks
{
    private readonly Slots<Trade> trades = new();
    private readonly Slots<Quote> quotes = new();
    private readonly Slots<MarketStatus> statuses = new();

    public int Count => trades.Count + quotes.Count + statuses.Count;

    /// <summary>Keeps a row of a batch.</summary>
    /// <returns>Where it is kept.</returns>
    /// <exception cref="UsageException">It is no tick.</exception>
    public HeldTick Keep(Column column, int row) => column switch
    {
        Column<Trade> c => new HeldTick(0, trades.Keep(c.Values[row])),
        Column<Quote> c => new HeldTick(1, quotes.Keep(c.Values[row])),
        Column<MarketStatus> c => new HeldTick(2, statuses.Keep(c.Values[row])),
        _ => throw new UsageException($"Tick files hold trades, quotes and statuses; {column.EventType.Name} is none of them."),
    };

    /// <summary>Keeps the same tick once more.</summary>
    public HeldTick KeepAgain(HeldTick tick) => tick.Kind switch
    {
        0 => tick with { Slot = trades.Keep(trades.Peek(tick.Slot)) },
        1 => tick with { Slot = quotes.Keep(quotes.Peek(tick.Slot)) },
        _ => tick with { Slot = statuses.Keep(statuses.Peek(tick.Slot)) },
    };

    /// <summary>Lets a tick go into a batch.</summary>
    public void Release(HeldTick tick, EventBatch batch, long position)
    {
        switch (tick.Kind)
        {
            case 0: batch.Add(trades.Take(tick.Slot), position); break;
            case 1: batch.Add(quotes.Take(tick.Slot), position); break;
            default: batch.Add(statuses.Take(tick.Slot), position); break;
        }
    }

    private sealed class Slots<T>
    {
        private readonly List<T> values = [];
        private readonly Stack<int> free = new();

        public int Count => values.Count - free.Count;

        public T Peek(int slot) => values[slot];

        public int Keep(T value)
        {
            if (free.TryPop(out var slot))
            {
                values[slot] = value;
                return slot;
            }

            values.Add(value);
            return values.Count - 1;
        }

        public T Take(int slot)
        {
            free.Push(slot);
            return values[slot];
        }
    }
}

/// <summary>Where a tick is kept.</summary>
internal readonly record struct HeldTick(int Kind, int Slot);
