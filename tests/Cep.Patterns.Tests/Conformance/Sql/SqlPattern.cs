using System.Globalization;

namespace Cep.Patterns.Conformance;

using Start = PatternStart<SqlMatch>;
using Part = Func<PatternStart<SqlMatch>, PatternSequence<SqlMatch>>;
using Sequence = PatternSequence<SqlMatch>;

/// <summary>Reads the text in PATTERN(…) and writes it in the language.</summary>
internal sealed class SqlPattern
{
    private readonly SqlTokens tokens;
    private readonly Func<string, Part> variable;

    private SqlPattern(SqlTokens tokens, Func<string, Part> variable)
    {
        this.tokens = tokens;
        this.variable = variable;
    }

    /// <param name="text">The pattern.</param>
    /// <param name="variable">Writes one variable.</param>
    public static Part Parse(string text, Func<string, Part> variable)
    {
        var tokens = new SqlTokens(text);
        var part = new SqlPattern(tokens, variable).Alternation();
        if (!tokens.IsAtEnd) throw new FormatException($"'{tokens.Current}' is left over in: {text}");
        return part;
    }

    private Part Alternation()
    {
        var alternatives = new List<Part> { Concatenation() };
        while (tokens.TryTake("|")) alternatives.Add(Concatenation());
        return alternatives.Count == 1 ? alternatives[0] : start => start.Either([.. alternatives]);
    }

    private Part Concatenation()
    {
        var parts = new List<(Part Part, Func<Sequence, Sequence> Quantify)>();
        while (tokens.Current is not ("" or "|" or ")" or "-}" or ",")) parts.Add((Primary(), Quantifier()));
        if (parts.Count == 0) return start => start.Nothing();
        return start =>
        {
            var sequence = parts[0].Quantify(start.Begin(parts[0].Part));
            foreach (var (part, quantify) in parts.Skip(1)) sequence = quantify(sequence.Next(part));
            return sequence;
        };
    }

    private Part Primary()
    {
        var token = tokens.Take();
        switch (token)
        {
            case "^":
                return start => start.AtStart();
            case "$":
                return start => start.AtEnd();
            case "(":
                var inner = Alternation();
                tokens.Expect(")");
                return inner;
            case "{-":
                var excluded = Alternation();
                tokens.Expect("-}");
                return start => start.Begin(excluded).Excluded();
            default:
                return token.Equals("PERMUTE", StringComparison.OrdinalIgnoreCase) && tokens.TryTake("(")
                    ? Permute()
                    : variable(SqlTokens.Identifier(token));
        }
    }

    private Part Permute()
    {
        var parts = new List<Part>();
        do parts.Add(Alternation());
        while (tokens.TryTake(","));
        tokens.Expect(")");
        return start => start.Permute([.. parts]);
    }

    private Func<Sequence, Sequence> Quantifier()
    {
        var (min, max) = tokens.Current switch
        {
            "*" => (0, int.MaxValue),
            "+" => (1, int.MaxValue),
            "?" => (0, 1),
            "{" => (-1, -1),
            _ => (1, 1),
        };
        if (tokens.Current is not ("*" or "+" or "?" or "{")) return sequence => sequence;
        if (tokens.Take() == "{") (min, max) = Bounds();
        var isReluctant = tokens.TryTake("?");
        return sequence =>
        {
            var times = (max == int.MaxValue ? sequence.TimesOrMore(min) : sequence.Times(min, max)).Consecutive();
            return isReluctant ? times.Reluctant() : times;
        };
    }

    private (int Min, int Max) Bounds()
    {
        var min = tokens.Current == "," ? 0 : Number();
        var max = min;
        if (tokens.TryTake(",")) max = tokens.Current == "}" ? int.MaxValue : Number();
        tokens.Expect("}");
        return (min, max);
    }

    private int Number() => int.Parse(tokens.Take(), CultureInfo.InvariantCulture);
}
