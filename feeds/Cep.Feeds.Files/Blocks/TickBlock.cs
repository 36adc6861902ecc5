namespace Cep.Feeds.Files;

/// <summary>
/// A stretch of rows as columns, decoded but not yet judged: the common ground of the columnar formats. What can't be an
/// event is marked by a value outside the bounds, so that no null bitmap is needed where it matters.
/// </summary>
internal sealed class TickBlock
{
    /// <summary>Marks a name that can't be a symbol.</summary>
    public const int BadSymbol = -1;

    /// <summary>Marks an exchange of more than one character.</summary>
    public const char BadExchange = '\uFFFF';

    /// <summary>Marks a kind or state that has no such name.</summary>
    public const byte BadCode = byte.MaxValue;

    public int Rows { get; set; }

    /// <summary>The row in the file of the first row, from 1.</summary>
    public long FirstPosition { get; set; }

    /// <summary>Some row may be bad for a reason that the quick scan does not look for.</summary>
    public bool NeedsCare { get; set; }

    /// <summary>One of the bits of <see cref="TickKinds"/>.</summary>
    public BlockColumn<byte> Kind { get; } = new();

    public BlockColumn<long> Time { get; } = new();

    public BlockColumn<int> Symbol { get; } = new();

    public BlockColumn<double> Price { get; } = new();

    public BlockColumn<double> Size { get; } = new();

    public BlockColumn<double> BidPrice { get; } = new();

    public BlockColumn<double> BidSize { get; } = new();

    public BlockColumn<double> AskPrice { get; } = new();

    public BlockColumn<double> AskSize { get; } = new();

    public BlockColumn<byte> State { get; } = new();

    public BlockColumn<uint> Conditions { get; } = new();

    public BlockColumn<char> Exchange { get; } = new();

    public BlockColumn<bool> Suspicious { get; } = new();

    /// <summary>How to show a column's value, null when the file has no such column.</summary>
    public Func<int, string?>? TextOf(TickField field) => field switch
    {
        TickField.Kind => Kind.Text,
        TickField.Time => Time.Text,
        TickField.Symbol => Symbol.Text,
        TickField.State => State.Text,
        TickField.Conditions => Conditions.Text,
        TickField.Exchange => Exchange.Text,
        TickField.Suspicious => Suspicious.Text,
        _ => Number(field).Text,
    };

    /// <summary>The column of a price or size.</summary>
    public BlockColumn<double> Number(TickField field) => field switch
    {
        TickField.Price => Price,
        TickField.Size => Size,
        TickField.BidPrice => BidPrice,
        TickField.BidSize => BidSize,
        TickField.AskPrice => AskPrice,
        TickField.AskSize => AskSize,
        _ => throw new ArgumentOutOfRangeException(nameof(field)),
    };

    /// <summary>A row in short textual form: <c>time=…,symbol=…,price=…</c>.</summary>
    public string Describe(int row)
    {
        var parts = new List<string>();
        foreach (var field in TickFieldNames.All)
        {
            if (TextOf(field) is { } text) parts.Add($"{TickFieldNames.Of(field)}={text(row)}");
        }

        return string.Join(',', parts);
    }
}
