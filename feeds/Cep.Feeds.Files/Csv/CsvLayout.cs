namespace Cep.Feeds.Files;

/// <summary>Which column of one CSV holds which field.</summary>
internal sealed class CsvLayout
{
    private readonly int[] columns;

    private CsvLayout(int[] columns, int columnCount)
    {
        this.columns = columns;
        ColumnCount = columnCount;
    }

    /// <summary>How many columns the header names.</summary>
    public int ColumnCount { get; }

    /// <summary>The column of a field, −1 when the file has none.</summary>
    public int this[CsvField field] => columns[(int)field];

    /// <summary>Finds the columns: the declared ones by their names, the others by their usual names.</summary>
    /// <param name="header">The columns' names.</param>
    /// <param name="mapping">What was declared, or null.</param>
    /// <param name="hasSymbol">The symbol is known from elsewhere.</param>
    /// <param name="problem">What is missing, when null is returned.</param>
    public static CsvLayout? TryFind(IReadOnlyList<string> header, CsvMapping? mapping, bool hasSymbol, out string problem)
    {
        problem = "";
        var columns = new int[CsvFieldNames.Count];
        for (var field = (CsvField)0; (int)field < columns.Length; field++)
        {
            if (mapping is null || !mapping.Columns.TryGetValue(CsvFieldNames.Of(field), out var name))
            {
                columns[(int)field] = CsvFieldNames.Guess(field, header);
                continue;
            }

            columns[(int)field] = name.Length == 0 ? -1 : IndexOf(header, name);
            if (name.Length > 0 && columns[(int)field] < 0) problem = $"has no column '{name}', which the mapping declares for {CsvFieldNames.Of(field)}";
        }

        // A date without a time beside it is the whole time.
        if (columns[(int)CsvField.Time] < 0)
        {
            columns[(int)CsvField.Time] = columns[(int)CsvField.Date];
            columns[(int)CsvField.Date] = -1;
        }

        var layout = new CsvLayout(columns, header.Count);
        if (problem.Length == 0) problem = layout.Missing(hasSymbol);
        return problem.Length == 0 ? layout : null;
    }

    private static int IndexOf(IReadOnlyList<string> header, string name)
    {
        for (var i = 0; i < header.Count; i++)
        {
            if (string.Equals(header[i], name, StringComparison.OrdinalIgnoreCase)) return i;
        }

        return -1;
    }

    private string Missing(bool hasSymbol)
    {
        var missing = new List<string>();
        if (this[CsvField.Time] < 0) missing.Add("time");
        if (this[CsvField.Symbol] < 0 && !hasSymbol) missing.Add("symbol");
        var carriesSomething = this[CsvField.Price] >= 0 || this[CsvField.BidPrice] >= 0 || this[CsvField.AskPrice] >= 0 || this[CsvField.State] >= 0;
        if (!carriesSomething) missing.Add("price (or bid_price, ask_price, state)");
        return missing.Count == 0 ? "" : $"has no column for {string.Join(" and ", missing)}";
    }
}
