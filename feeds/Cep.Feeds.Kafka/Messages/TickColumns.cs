namespace Cep.Feeds.Kafka;

/// <summary>
/// The rows of a record batch as plain arrays, reused from message to message. What can't be an event is marked by a value
/// outside the bounds, so that whole columns are checked at once.
/// </summary>
internal sealed class TickColumns
{
    private int capacity;

    public TickKind[] Kinds { get; private set; } = [];

    public long[] Times { get; private set; } = [];

    public int[] Symbols { get; private set; } = [];

    /// <summary>Prices and sizes, by field from <see cref="TickField.Price"/> on; NaN for null.</summary>
    public double[][] Numbers { get; } = [[], [], [], [], [], []];

    public byte[] States { get; private set; } = [];

    public uint[] Conditions { get; private set; } = [];

    public char[] Exchanges { get; private set; } = [];

    public bool[] Suspicious { get; private set; } = [];

    /// <summary>Some conditions did not fit 32 bits.</summary>
    public bool HasBadConditions { get; set; }

    public double[] NumbersOf(TickField field) => Numbers[field - TickField.Price];

    /// <summary>Makes room for rows and sets what a schema has no column for to what its absence means.</summary>
    public void Begin(int rows, ArrowSchema schema)
    {
        HasBadConditions = false;
        if (rows > capacity) Grow(rows);
        bool Lacks(TickField field) => (schema.Fields & (1u << (int)field)) == 0;
        Kinds.AsSpan(0, rows).Fill(schema.Kind);
        if (Lacks(TickField.Time)) Times.AsSpan(0, rows).Fill(TickDraft.BadTime);
        if (Lacks(TickField.Symbol)) Symbols.AsSpan(0, rows).Fill(TickDraft.BadSymbol);
        if (Lacks(TickField.State)) States.AsSpan(0, rows).Fill(TickDraft.BadState);
        if (Lacks(TickField.Conditions)) Conditions.AsSpan(0, rows).Clear();
        if (Lacks(TickField.Exchange)) Exchanges.AsSpan(0, rows).Clear();
        if (Lacks(TickField.Suspicious)) Suspicious.AsSpan(0, rows).Clear();
        for (var field = TickField.Price; field <= TickField.AskSize; field++)
        {
            if (Lacks(field)) NumbersOf(field).AsSpan(0, rows).Fill(double.NaN);
        }
    }

    /// <summary>A row on its own.</summary>
    public TickDraft DraftAt(int row, uint fields)
    {
        var draft = new TickDraft
        {
            Kind = Kinds[row], Time = Times[row], SymbolId = Symbols[row], State = States[row], Exchange = Exchanges[row],
            Conditions = Conditions[row], HasBadConditions = HasBadConditions, Suspicious = Suspicious[row],
            Fields = fields & ~(((1u << (TickField.AskSize - TickField.Price + 1)) - 1) << (int)TickField.Price),
        };
        NoteNumber(ref draft, TickField.Price, row, ref draft.Price);
        NoteNumber(ref draft, TickField.Size, row, ref draft.Size);
        NoteNumber(ref draft, TickField.BidPrice, row, ref draft.BidPrice);
        NoteNumber(ref draft, TickField.BidSize, row, ref draft.BidSize);
        NoteNumber(ref draft, TickField.AskPrice, row, ref draft.AskPrice);
        NoteNumber(ref draft, TickField.AskSize, row, ref draft.AskSize);
        return draft;
    }

    private void NoteNumber(ref TickDraft draft, TickField field, int row, ref double value)
    {
        var number = NumbersOf(field)[row];
        if (double.IsNaN(number)) return;
        draft.Note(field);
        value = number;
    }

    private void Grow(int rows)
    {
        capacity = Math.Max(rows, capacity * 2);
        Kinds = new TickKind[capacity];
        Times = new long[capacity];
        Symbols = new int[capacity];
        States = new byte[capacity];
        Conditions = new uint[capacity];
        Exchanges = new char[capacity];
        Suspicious = new bool[capacity];
        for (var i = 0; i < Numbers.Length; i++) Numbers[i] = new double[capacity];
    }
}
