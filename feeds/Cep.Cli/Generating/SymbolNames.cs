using System.Globalization;

namespace Cep.Cli;

/// <summary>Invented tickers, busiest first.</summary>
internal static class SymbolNames
{
    private static readonly string[] Words =
    [
        "ACME", "BOLT", "CRUX", "DUNE", "EMBR", "FLUX", "GLYF", "HELM", "IRIS", "JADE", "KELP", "LUMA", "MOSS",
        "NOVA", "OPAL", "PINE", "QUIL", "RUNE", "SILK", "TIDE", "UMBR", "VALE", "WISP", "XENO", "YARN", "ZEST",
    ];

    /// <summary>The ticker of a rank, counted from 0.</summary>
    public static string Of(int rank)
    {
        var round = rank / Words.Length;
        return Words[rank % Words.Length] + (round == 0 ? "" : (round + 1).ToString(CultureInfo.InvariantCulture));
    }
}
