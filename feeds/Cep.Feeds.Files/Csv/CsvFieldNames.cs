namespace Cep.Feeds.Files;

/// <summary>How the columns of a tick CSV are called. Case, spaces and <c>_ - .</c> in a column's name don't count.</summary>
internal static class CsvFieldNames
{
    // The first name of each line is the field's own; the others are what feeds and vendors call it, most telling first.
    private static readonly (CsvField Field, string Own, string[] Others)[] All =
    [
        (CsvField.Kind, "kind", ["type", "eventtype"]),
        (CsvField.Time, "time", ["timestamp", "datetime", "ts", "eventtime"]),
        (CsvField.Date, "date", ["day", "tradingdate"]),
        (CsvField.Symbol, "symbol", ["ticker", "sym", "ric", "instrument"]),
        (CsvField.Price, "price", ["px", "last", "tradeprice", "lastprice"]),
        (CsvField.Size, "size", ["qty", "quantity", "volume", "vol", "shares", "tradesize"]),
        (CsvField.BidPrice, "bid_price", ["bid", "bidpx"]),
        (CsvField.BidSize, "bid_size", ["bidqty", "bidquantity", "bidvolume"]),
        (CsvField.AskPrice, "ask_price", ["ask", "askpx", "offer", "offerprice"]),
        (CsvField.AskSize, "ask_size", ["askqty", "askquantity", "askvolume", "offersize"]),
        (CsvField.State, "state", ["status", "tradingstate"]),
        (CsvField.Conditions, "conditions", ["condition", "cond", "conds", "salecondition", "saleconditions", "quotecondition"]),
        (CsvField.Exchange, "exchange", ["venue", "exch"]),
        (CsvField.Suspicious, "suspicious", []),
    ];

    /// <summary>How many fields there are.</summary>
    public static int Count => All.Length;

    /// <summary>The fields' own names, for messages.</summary>
    public static string List => string.Join(", ", All.Select(entry => entry.Own));

    /// <summary>The field's own name.</summary>
    public static string Of(CsvField field) => All[(int)field].Own;

    /// <summary>The field that has this name of its own, or null.</summary>
    public static CsvField? Find(string name)
    {
        var plain = Plain(name);
        foreach (var (field, own, _) in All)
        {
            if (Plain(own) == plain) return field;
        }

        return null;
    }

    /// <summary>Where in a header a field stands by its usual names, −1 when nowhere.</summary>
    public static int Guess(CsvField field, IReadOnlyList<string> header)
    {
        var (_, own, others) = All[(int)field];
        var columns = header.Select(Plain).ToList();
        // A time of day beside a date is called "time"; a full time beside both is the better one.
        IEnumerable<string> names = field == CsvField.Time ? [.. others, own] : [own, .. others];
        return names.Select(name => columns.IndexOf(Plain(name))).FirstOrDefault(column => column >= 0, -1);
    }

    /// <summary>A name as it is compared.</summary>
    public static string Plain(string name) =>
        string.Concat(name.Where(c => c is not (' ' or '_' or '-' or '.'))).ToLowerInvariant();
}
