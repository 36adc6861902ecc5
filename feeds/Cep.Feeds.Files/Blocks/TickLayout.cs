namespace Cep.Feeds.Files;

/// <summary>Where in a file each column stands, and which events the columns make.</summary>
internal sealed class TickLayout
{
    private readonly int[] ordinals;

    private TickLayout(int[] ordinals, TickKinds kinds)
    {
        this.ordinals = ordinals;
        Kinds = kinds;
    }

    /// <summary>The events a row may be. With more than one, the column <c>kind</c> says which a row is.</summary>
    public TickKinds Kinds { get; }

    public bool IsMixed => Has(TickField.Kind);

    /// <summary>The ordinal of a column in the file, −1 when it is not there.</summary>
    public int this[TickField field] => ordinals[(int)field];

    public bool Has(TickField field) => ordinals[(int)field] >= 0;

    /// <summary>Finds the columns by their names.</summary>
    /// <param name="names">The names of all columns of the file, in order.</param>
    /// <param name="path">The file, for the message.</param>
    /// <param name="symbol">The symbol of all rows, when the caller knows it.</param>
    /// <exception cref="FeedException">Columns are missing; the message says which and what was found.</exception>
    public static TickLayout Of(IReadOnlyList<string> names, string path, string? symbol)
    {
        var ordinals = new int[TickFieldNames.All.Count];
        Array.Fill(ordinals, -1);
        for (var i = 0; i < names.Count; i++)
        {
            var field = TickFieldNames.Find(names[i]);
            if (field != TickField.Other && ordinals[(int)field] < 0) ordinals[(int)field] = i;
        }

        var missing = new List<string>();
        if (ordinals[(int)TickField.Time] < 0) missing.Add("time");
        if (ordinals[(int)TickField.Symbol] < 0 && symbol is null) missing.Add("symbol");
        var kinds = KindsOf(ordinals);
        if (kinds == TickKinds.None) missing.Add("price and size (trades), or bid_price and ask_price (quotes), or state (statuses)");
        if (missing.Count == 0) return new TickLayout(ordinals, kinds);
        var found = names.Count == 0 ? "no columns" : string.Join(", ", names);
        throw new FeedException($"'{path}' is no tick file: missing {string.Join("; ", missing)}; found {found}. Rename the columns or convert the file first.");
    }

    private static TickKinds KindsOf(int[] ordinals)
    {
        bool Has(TickField field) => ordinals[(int)field] >= 0;
        var kinds = TickKinds.None;
        if (Has(TickField.Price) && Has(TickField.Size)) kinds |= TickKinds.Trades;
        if (Has(TickField.BidPrice) || Has(TickField.AskPrice)) kinds |= TickKinds.Quotes;
        if (Has(TickField.State)) kinds |= TickKinds.Statuses;
        if (Has(TickField.Kind)) return kinds;

        // Without a kind column a row is one thing only. A trade that carries the quotes of its moment is still a trade.
        if (kinds.HasFlag(TickKinds.Trades)) return TickKinds.Trades;
        return kinds.HasFlag(TickKinds.Quotes) ? TickKinds.Quotes : kinds;
    }
}
