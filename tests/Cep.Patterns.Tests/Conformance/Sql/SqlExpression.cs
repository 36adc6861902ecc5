using System.Globalization;

namespace Cep.Patterns.Conformance;

/// <summary>Reads expressions of DEFINE and MEASURES by recursive descent. Null is SQL's NULL.</summary>
internal sealed class SqlExpression
{
    private readonly SqlTokens tokens;
    private readonly string? defined;
    private SqlNavigation navigation;

    private SqlExpression(SqlTokens tokens, string? defined)
    {
        this.tokens = tokens;
        this.defined = defined;
    }

    internal delegate object? Term(SqlScope scope);

    /// <summary>It looks at more of the match than the row in question.</summary>
    private bool SeesMatch { get; set; }

    /// <param name="text">The expression.</param>
    /// <param name="defined">The variable that it defines; null for a measure.</param>
    public static (Term Term, bool SeesMatch) Parse(string text, string? defined)
    {
        var tokens = new SqlTokens(text);
        var reader = new SqlExpression(tokens, defined);
        var term = reader.Or();
        if (!tokens.IsAtEnd) throw new FormatException($"'{tokens.Current}' is left over in: {text}");
        return (term, reader.SeesMatch);
    }

    private Term Or()
    {
        var left = And();
        while (tokens.TryTake("OR"))
        {
            var (first, second) = (left, And());
            left = scope => SqlLogic.Or(first(scope), second(scope));
        }

        return left;
    }

    private Term And()
    {
        var left = Not();
        while (tokens.TryTake("AND"))
        {
            var (first, second) = (left, Not());
            left = scope => SqlLogic.And(first(scope), second(scope));
        }

        return left;
    }

    private Term Not()
    {
        if (!tokens.TryTake("NOT")) return Comparison();
        var inner = Not();
        return scope => inner(scope) is bool value ? !value : null;
    }

    private Term Comparison()
    {
        var left = Concatenation();
        if (tokens.TryTake("IS"))
        {
            var isNegated = tokens.TryTake("NOT");
            tokens.Expect("NULL");
            return scope => left(scope) is null != isNegated;
        }

        if (tokens.TryTake("NOT"))
        {
            var held = InOrBetween(left) ?? throw new FormatException("Expected IN or BETWEEN after NOT.");
            return scope => held(scope) is bool value ? !value : null;
        }

        if (InOrBetween(left) is { } test) return test;
        if (tokens.Current is not ("=" or "<>" or "!=" or "<" or "<=" or ">" or ">=")) return left;
        var sign = tokens.Take();
        var right = Concatenation();
        return scope => SqlLogic.Compare(sign, left(scope), right(scope));
    }

    private Term? InOrBetween(Term left)
    {
        if (tokens.TryTake("BETWEEN"))
        {
            var low = Concatenation();
            tokens.Expect("AND");
            var high = Concatenation();
            return scope => SqlLogic.And(SqlLogic.Compare(">=", left(scope), low(scope)), SqlLogic.Compare("<=", left(scope), high(scope)));
        }

        if (!tokens.TryTake("IN")) return null;
        tokens.Expect("(");
        var items = Arguments();
        return scope => items.Select(item => SqlLogic.Compare("=", left(scope), item(scope))).Aggregate((object?)false, SqlLogic.Or);
    }

    private Term Concatenation()
    {
        var left = Sum();
        while (tokens.TryTake("||"))
        {
            var (first, second) = (left, Sum());
            left = scope => first(scope) is string a && second(scope) is string b ? a + b : null;
        }

        return left;
    }

    private Term Sum()
    {
        var left = Product();
        while (tokens.Current is "+" or "-")
        {
            var (sign, first, second) = (tokens.Take(), left, Product());
            left = scope => SqlLogic.Calculate(sign, first(scope), second(scope));
        }

        return left;
    }

    private Term Product()
    {
        var left = Factor();
        while (tokens.Current is "*" or "/" or "%")
        {
            var (sign, first, second) = (tokens.Take(), left, Factor());
            left = scope => SqlLogic.Calculate(sign, first(scope), second(scope));
        }

        return left;
    }

    private Term Factor()
    {
        if (tokens.TryTake("-"))
        {
            var inner = Factor();
            return scope => SqlLogic.Calculate("-", 0.0, inner(scope));
        }

        if (tokens.TryTake("("))
        {
            var inner = Or();
            tokens.Expect(")");
            return inner;
        }

        return Atom(tokens.Take());
    }

    private Term Atom(string token)
    {
        if (token[0] == '\'') return _ => token[1..^1].Replace("''", "'", StringComparison.Ordinal);
        if (char.IsAsciiDigit(token[0])) return _ => double.Parse(token, CultureInfo.InvariantCulture);
        if (token[0] != '"' && !char.IsAsciiLetter(token[0])) throw new FormatException($"'{token}' can't be read.");
        var name = SqlTokens.Identifier(token);
        if (name is "TRUE" or "FALSE" && token[0] != '"') return _ => name == "TRUE";
        if (name == "NULL") return _ => null;
        if (name is "RUNNING" or "FINAL" && tokens.Current != "." && tokens.Current != "(") return Semantics(name);
        if (tokens.TryTake("(")) return Function(name);
        return tokens.TryTake(".") ? Column(name, SqlTokens.Identifier(tokens.Take())) : Column(null, name);
    }

    private Term Semantics(string name)
    {
        var outer = navigation;
        navigation = navigation with { IsFinal = name == "FINAL" };
        var term = Factor();
        navigation = outer;
        return term;
    }

    private Term Column(string? label, string column)
    {
        var way = navigation;
        if (label is not null && label != defined) SeesMatch = true;
        return scope => scope.RowOf(label, way) is { } row ? scope.Partition.Rows[row][column] : null;
    }

    private Term Function(string name)
    {
        switch (name)
        {
            case "PREV" or "NEXT" or "FIRST" or "LAST":
                return Navigate(name);
            case "CLASSIFIER":
                SeesMatch = true;
                var way = navigation;
                var label = tokens.Current == ")" ? null : SqlTokens.Identifier(tokens.Take());
                tokens.Expect(")");
                return scope => scope.RowOf(label, way) is { } row ? scope.LabelOf(row) : null;
            case "MATCH_NUMBER":
                tokens.Expect(")");
                return scope => (double)scope.MatchNumber;
            case "CAST":
                var value = Or();
                tokens.Expect("AS");
                while (!tokens.TryTake(")")) SkipType();
                return value;
            default:
                var arguments = Arguments();
                return scope => SqlLogic.Call(name, [.. arguments.Select(argument => argument(scope))]);
        }
    }

    /// <summary>Reads a navigation: the inner expression is read again for its place, because the offset comes after it.</summary>
    private Term Navigate(string name)
    {
        var offset = tokens.OffsetAfterArgument();
        var outer = navigation;
        navigation = name switch
        {
            "PREV" => navigation with { Physical = navigation.Physical - (offset ?? 1) },
            "NEXT" => navigation with { Physical = navigation.Physical + (offset ?? 1) },
            _ => navigation with { IsFirst = name == "FIRST", Logical = offset ?? 0 },
        };
        if (name == "FIRST" || (name == "LAST" && offset > 0)) SeesMatch = true;
        var inner = Or();
        navigation = outer;
        if (tokens.TryTake(",")) tokens.Take();
        tokens.Expect(")");
        return inner;
    }

    private List<Term> Arguments()
    {
        var arguments = new List<Term>();
        if (tokens.TryTake(")")) return arguments;
        do arguments.Add(Or());
        while (tokens.TryTake(","));
        tokens.Expect(")");
        return arguments;
    }

    private void SkipType()
    {
        if (tokens.Take() != "(") return;
        while (tokens.Take() != ")")
        {
        }
    }
}
