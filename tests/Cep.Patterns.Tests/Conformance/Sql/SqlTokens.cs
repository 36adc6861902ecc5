using System.Globalization;
using System.Text.RegularExpressions;

namespace Cep.Patterns.Conformance;

/// <summary>The tokens of an SQL text, and the place reached in them.</summary>
internal sealed partial class SqlTokens(string text)
{
    private readonly List<string> tokens = [.. Token().Matches(text).Select(match => match.Value)];
    private int at;

    public string Current => at < tokens.Count ? tokens[at] : "";

    public bool IsAtEnd => at == tokens.Count;

    public string Take() => at < tokens.Count ? tokens[at++] : throw new FormatException($"The text ends too early: {text}");

    /// <summary>Takes a keyword or sign, in any case, when it is next.</summary>
    public bool TryTake(string token)
    {
        if (!Current.Equals(token, StringComparison.OrdinalIgnoreCase)) return false;
        at++;
        return true;
    }

    public void Expect(string token)
    {
        if (!TryTake(token)) throw new FormatException($"Expected '{token}', found '{Current}' in: {text}");
    }

    /// <summary>The number after the comma that ends the argument which begins here; null when there is no other argument.</summary>
    public int? OffsetAfterArgument()
    {
        var depth = 0;
        for (var i = at; i < tokens.Count; i++)
        {
            if (tokens[i] == "(") depth++;
            else if (tokens[i] == ")" && depth-- == 0) return null;
            else if (tokens[i] == "," && depth == 0) return int.Parse(tokens[i + 1], CultureInfo.InvariantCulture);
        }

        return null;
    }

    /// <summary>An identifier: upper case unless it is quoted.</summary>
    public static string Identifier(string token) => token[0] == '"' ? token[1..^1] : token.ToUpperInvariant();

    [GeneratedRegex("""
        '(?:[^']|'')*'|"[^"]*"|\{-|-\}|<>|!=|<=|>=|\|\||\d+(?:\.\d+)?|[A-Za-z_][A-Za-z0-9_]*|[^\s]
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Token();
}
