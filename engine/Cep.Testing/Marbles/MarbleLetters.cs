using System.Text;

namespace Cep.Testing;

/// <summary>Gives each payload a letter, in the order in which they are met.</summary>
internal sealed class MarbleLetters
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Unnamed = "*";
    private readonly Dictionary<string, string> letters = new(StringComparer.Ordinal);
    private int named;

    public void Add(string? payload)
    {
        if (payload is null || letters.ContainsKey(payload)) return;
        letters.Add(payload, payload == MarblePair.Condition ? "?" : named < Alphabet.Length ? Alphabet[named++].ToString() : Unnamed);
    }

    /// <summary>The letter of a payload, nothing for none.</summary>
    public string Of(string? payload) => payload is null ? "" : letters[payload];

    public void WriteLegend(StringBuilder text)
    {
        foreach (var (payload, letter) in letters) text.Append(letter).Append("  ").Append(payload).Append('\n');
        text.Append('\n');
    }
}
