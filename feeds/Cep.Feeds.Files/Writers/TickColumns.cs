namespace Cep.Feeds.Files;

/// <summary>Events laid out as the columns of a file, gathered until a block is full.</summary>
internal sealed class TickColumns(int capacity)
{
    private readonly TickKinds[] kinds = new TickKinds[capacity];
    private readonly long[] times = new long[capacity];
    private readonly Symbol[] symbols = new Symbol[capacity];
    private readonly double[][] numbers = [.. Enumerable.Range(0, 6).Select(_ => new double[capacity])];
    private readonly TradingState[] states = new TradingState[capacity];
    private readonly uint[] conditions = new uint[capacity];
    private readonly char[] exchanges = new char[capacity];
    private readonly bool[] suspicious = new bool[capacity];

    public int Count { get; private set; }

    public bool IsFull => Count == capacity;

    public ReadOnlySpan<TickKinds> Kinds => kinds.AsSpan(0, Count);

    public ReadOnlySpan<long> Times => times.AsSpan(0, Count);

    public ReadOnlySpan<Symbol> Symbols => symbols.AsSpan(0, Count);

    public ReadOnlySpan<TradingState> States => states.AsSpan(0, Count);

    public ReadOnlySpan<uint> Conditions => conditions.AsSpan(0, Count);

    public ReadOnlySpan<char> Exchanges => exchanges.AsSpan(0, Count);

    public ReadOnlySpan<bool> Suspicious => suspicious.AsSpan(0, Count);

    /// <summary>The values of a price or size; zero in rows that have no such thing.</summary>
    public ReadOnlySpan<double> Numbers(TickField field) => numbers[field - TickField.Price].AsSpan(0, Count);

    /// <summary>Which rows have a value in a column; the others hold null.</summary>
    public static TickKinds Having(TickField field) => field switch
    {
        TickField.Price or TickField.Size => TickKinds.Trades,
        TickField.BidPrice or TickField.BidSize or TickField.AskPrice or TickField.AskSize => TickKinds.Quotes,
        TickField.State => TickKinds.Statuses,
        TickField.Conditions or TickField.Suspicious => TickKinds.Trades | TickKinds.Quotes,
        _ => TickKinds.Trades | TickKinds.Quotes | TickKinds.Statuses,
    };

    /// <summary>The columns of a file that holds these events, in their order.</summary>
    public static IEnumerable<TickField> FieldsOf(TickKinds kinds)
    {
        var isMixed = (kinds & (kinds - 1)) != 0;
        return TickFieldNames.All.Where(field => field == TickField.Kind ? isMixed : (Having(field) & kinds) != 0);
    }

    public void Add(in Trade trade)
    {
        var row = Begin(TickKinds.Trades, trade.Time, trade.Symbol, trade.Exchange);
        Set(row, trade.Price, trade.Size, 0, 0, 0, 0);
        states[row] = default;
        conditions[row] = (uint)trade.Conditions;
        suspicious[row] = trade.Suspicious;
    }

    public void Add(in Quote quote)
    {
        var row = Begin(TickKinds.Quotes, quote.Time, quote.Symbol, quote.Exchange);
        Set(row, 0, 0, quote.BidPrice, quote.BidSize, quote.AskPrice, quote.AskSize);
        states[row] = default;
        conditions[row] = quote.Conditions;
        suspicious[row] = quote.Suspicious;
    }

    public void Add(in MarketStatus status)
    {
        var row = Begin(TickKinds.Statuses, status.Time, status.Symbol, status.Exchange);
        Set(row, 0, 0, 0, 0, 0, 0);
        states[row] = status.State;
        conditions[row] = 0;
        suspicious[row] = false;
    }

    public void Clear() => Count = 0;

    private int Begin(TickKinds kind, EventTime time, Symbol symbol, char exchange)
    {
        var row = Count++;
        kinds[row] = kind;
        times[row] = time.Nanos;
        symbols[row] = symbol;
        exchanges[row] = exchange;
        return row;
    }

    private void Set(int row, double price, double size, double bidPrice, double bidSize, double askPrice, double askSize)
    {
        numbers[0][row] = price;
        numbers[1][row] = size;
        numbers[2][row] = bidPrice;
        numbers[3][row] = bidSize;
        numbers[4][row] = askPrice;
        numbers[5][row] = askSize;
    }
}
