using System.Globalization;
using System.Runtime.CompilerServices;

namespace Cep.Feeds.Kafka;

/// <summary>
/// An entry of a message, read but not yet judged. A field that could not be read holds a value that no event has, and says
/// so when it is judged.
/// </summary>
internal struct TickDraft
{
    public const int BadSymbol = -1;
    public const char BadExchange = '\uFFFF';
    public const byte BadState = byte.MaxValue;
    public const long BadTime = long.MinValue;

    /// <summary>A bit for each <see cref="TickField"/> that is there and not null.</summary>
    public uint Fields;
    public TickKind Kind;
    public long Time;
    public int SymbolId;
    public double Price;
    public double Size;
    public double BidPrice;
    public double BidSize;
    public double AskPrice;
    public double AskSize;
    public byte State;
    public uint Conditions;
    public bool HasBadConditions;
    public char Exchange;
    public bool Suspicious;

    /// <summary>Where in its message the entry stands, when it stands there as text.</summary>
    public int Start;
    public int Length;

    public readonly bool Has(TickField field) => (Fields & (1u << (int)field)) != 0;

    public void Note(TickField field) => Fields |= 1u << (int)field;

    /// <summary>The number of the symbol with a name, <see cref="BadSymbol"/> when there can be none.</summary>
    public static int SymbolIdOf(SymbolNames names, ReadOnlySpan<byte> name) => names.TryFind(name, out var symbol, out _) ? Unsafe.BitCast<Symbol, int>(symbol) : BadSymbol;

    /// <summary>What is wrong with the entry, for a person; null when it is an event.</summary>
    public readonly string? Fault()
    {
        if (Kind == TickKind.Bad) return "kind is none of trade, quote, status, heartbeat";
        if (Kind == TickKind.None) return "it has neither price and size (a trade), nor bid_price or ask_price (a quote), nor state (a status)";
        if (!Has(TickField.Time)) return "time is missing";
        if (Time is long.MinValue or long.MaxValue) return "time is neither ISO 8601 nor nanoseconds since 1970, or lies outside 1677-09-21 to 2262-04-11";
        if (Kind == TickKind.Heartbeat) return null;
        if (!Has(TickField.Symbol)) return "symbol is missing";
        if (SymbolId == BadSymbol) return string.Create(CultureInfo.InvariantCulture, $"symbol is no name of 1 to {SymbolTable.MaxNameLength} characters, or there are too many symbols");
        if (Exchange == BadExchange) return "exchange has more than one character";
        if (HasBadConditions) return "conditions is no number of 32 bits";
        return Kind switch
        {
            TickKind.Trade => FaultOf(TickField.Price, Price) ?? FaultOf(TickField.Size, Size, isSize: true),
            TickKind.Quote => FaultOfSides(),
            _ => State == BadState || !Has(TickField.State) ? $"state is not one of {string.Join(", ", Enum.GetNames<TradingState>())}" : null,
        };
    }

    /// <summary>Appends the entry, which has no fault, to a batch.</summary>
    public readonly void AppendTo(EventBatch batch, long offset)
    {
        var time = new EventTime(Time);
        var symbol = Unsafe.BitCast<int, Symbol>(SymbolId);
        switch (Kind)
        {
            case TickKind.Trade: batch.Add(new Trade(time, symbol, Price, Size, (TradeConditions)Conditions, Exchange, Suspicious), offset); break;
            case TickKind.Quote: batch.Add(new Quote(time, symbol, BidPrice, BidSize, AskPrice, AskSize, Conditions, Exchange, Suspicious), offset); break;
            case TickKind.Status: batch.Add(new MarketStatus(time, symbol, (TradingState)State, Exchange), offset); break;
            default: batch.AddHeartbeat(time); break;
        }
    }

    /// <summary>The entry in short textual form: <c>time=…,symbol=…,price=…</c>.</summary>
    public readonly string Describe()
    {
        var parts = new List<string>();
        if (Has(TickField.Kind)) parts.Add($"kind={Kind}");
        if (Has(TickField.Time)) parts.Add($"time={new EventTime(Time)}");
        if (Has(TickField.Symbol)) parts.Add($"symbol={(SymbolId == BadSymbol ? "?" : Symbol.FromId(SymbolId).Name)}");
        foreach (var (field, value) in new[]
        {
            (TickField.Price, Price), (TickField.Size, Size), (TickField.BidPrice, BidPrice),
            (TickField.BidSize, BidSize), (TickField.AskPrice, AskPrice), (TickField.AskSize, AskSize),
        })
        {
            if (Has(field)) parts.Add(string.Create(CultureInfo.InvariantCulture, $"{TickFieldNames.Of(field)}={value}"));
        }

        if (Has(TickField.State)) parts.Add($"state={(State == BadState ? "?" : ((TradingState)State).ToString())}");
        return string.Join(',', parts);
    }

    private readonly string? FaultOfSides()
    {
        if (!Has(TickField.BidPrice) && !Has(TickField.AskPrice)) return "bid_price and ask_price are both missing";
        return (Has(TickField.BidPrice) ? FaultOf(TickField.BidPrice, BidPrice) : null)
            ?? (Has(TickField.BidSize) ? FaultOf(TickField.BidSize, BidSize, isSize: true) : null)
            ?? (Has(TickField.AskPrice) ? FaultOf(TickField.AskPrice, AskPrice) : null)
            ?? (Has(TickField.AskSize) ? FaultOf(TickField.AskSize, AskSize, isSize: true) : null);
    }

    private readonly string? FaultOf(TickField field, double value, bool isSize = false)
    {
        if (!Has(field)) return $"{TickFieldNames.Of(field)} is missing";
        if (!double.IsFinite(value)) return $"{TickFieldNames.Of(field)} is no finite number";
        return isSize && value < 0 ? string.Create(CultureInfo.InvariantCulture, $"{TickFieldNames.Of(field)} {value} is negative") : null;
    }
}
