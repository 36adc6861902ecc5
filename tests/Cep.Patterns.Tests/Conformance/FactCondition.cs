using System.Globalization;
using System.Text.RegularExpressions;

namespace Cep.Patterns.Conformance;

/// <summary>Reads the conditions of the flink-cep cases by recursive descent; the grammar stands in their README.</summary>
internal sealed partial class FactCondition
{
    private static readonly string[] Compares = ["==", "!=", "<=", ">=", "<", ">"];

    private readonly List<string> tokens;
    private readonly Func<string, Func<FactMatch, Stage<Fact>>> stageOf;
    private int at;

    private FactCondition(string text, Func<string, Func<FactMatch, Stage<Fact>>> stageOf)
    {
        tokens = [.. Token().Matches(text).Select(match => match.Value)];
        this.stageOf = stageOf;
    }

    private delegate object Term(Fact fact, FactMatch match);

    private string Current => at < tokens.Count ? tokens[at] : "";

    public static Func<Fact, FactMatch, bool> Parse(string text, Func<string, Func<FactMatch, Stage<Fact>>> stageOf)
    {
        var parser = new FactCondition(text, stageOf);
        var term = parser.Or();
        if (parser.Current.Length > 0) throw new FormatException($"'{parser.Current}' is left over in: {text}");
        return (fact, match) => (bool)term(fact, match);
    }

    private Term Or()
    {
        var left = And();
        while (TryTake("||"))
        {
            var (first, second) = (left, And());
            left = (fact, match) => (bool)first(fact, match) || (bool)second(fact, match);
        }

        return left;
    }

    private Term And()
    {
        var left = Compare();
        while (TryTake("&&"))
        {
            var (first, second) = (left, Compare());
            left = (fact, match) => (bool)first(fact, match) && (bool)second(fact, match);
        }

        return left;
    }

    private Term Compare()
    {
        var left = Sum();
        if (!Compares.Contains(Current)) return left;
        var compare = Take();
        var right = Sum();
        return (fact, match) => Holds(compare, left(fact, match), right(fact, match));
    }

    private Term Sum()
    {
        var left = Product();
        while (Current is "+" or "-")
        {
            var sign = Take() == "+" ? 1 : -1;
            var (first, second) = (left, Product());
            left = (fact, match) => (double)first(fact, match) + sign * (double)second(fact, match);
        }

        return left;
    }

    private Term Product()
    {
        var left = Unary();
        while (TryTake("*"))
        {
            var (first, second) = (left, Unary());
            left = (fact, match) => (double)first(fact, match) * (double)second(fact, match);
        }

        return left;
    }

    private Term Unary()
    {
        if (TryTake("!"))
        {
            var negated = Unary();
            return (fact, match) => !(bool)negated(fact, match);
        }

        if (TryTake("-"))
        {
            var negative = Unary();
            return (fact, match) => -(double)negative(fact, match);
        }

        if (!TryTake("(")) return Atom(Take());
        var inner = Or();
        Expect(")");
        return inner;
    }

    private Term Atom(string token)
    {
        if (token is "contains" or "startsWith") return TextTest(token);
        if (token is "sum" or "count" or "first" or "last" or "avg") return Aggregate(token);
        if (token[0] == '\'') return (_, _) => token[1..^1];
        if (char.IsAsciiDigit(token[0]))
        {
            var number = double.Parse(token, CultureInfo.InvariantCulture);
            return (_, _) => number;
        }

        if (token is "true" or "false") return (_, _) => token == "true";
        var member = Member(token);
        return (fact, _) => member(fact);
    }

    private Term TextTest(string test)
    {
        Expect("(");
        var (text, _) = (Sum(), TryTake(","));
        var part = Sum();
        Expect(")");
        return (fact, match) => test == "contains"
            ? ((string)text(fact, match)).Contains((string)part(fact, match), StringComparison.Ordinal)
            : ((string)text(fact, match)).StartsWith((string)part(fact, match), StringComparison.Ordinal);
    }

    /// <summary><c>sum('a'.price)</c>, <c>count('a')</c>, <c>first('a').price</c>.</summary>
    private Term Aggregate(string function)
    {
        Expect("(");
        var stage = stageOf(Take()[1..^1]);
        var member = TryTake(".") ? Member(Take()) : null;
        Expect(")");
        if (TryTake(".")) member = Member(Take());
        return function switch
        {
            "sum" => (_, match) => stage(match).Sum(fact => (double)member!(fact)),
            "avg" => (_, match) => stage(match).Average(fact => (double)member!(fact)),
            "first" => (_, match) => member!(stage(match).First),
            "last" => (_, match) => member!(stage(match).Last),
            _ => (_, match) => (double)stage(match).Count,
        };
    }

    private static Func<Fact, object> Member(string name) => name switch
    {
        "name" => fact => fact.Name,
        "id" => fact => fact.Id,
        "price" => fact => fact.Price,
        "volume" => fact => fact.Volume ?? double.NaN,
        "isSubEvent" => fact => fact.Volume is not null,
        _ => throw new FormatException($"'{name}' is no member of an event."),
    };

    private static bool Holds(string compare, object left, object right)
    {
        if (left is double.NaN || right is double.NaN) return compare == "!=";
        if (compare == "==") return left.Equals(right);
        if (compare == "!=") return !left.Equals(right);
        var order = ((IComparable)left).CompareTo(right);
        return compare switch { "<" => order < 0, "<=" => order <= 0, ">" => order > 0, _ => order >= 0 };
    }

    private string Take() => at < tokens.Count ? tokens[at++] : throw new FormatException("The condition ends too early.");

    private bool TryTake(string token)
    {
        if (Current != token) return false;
        at++;
        return true;
    }

    private void Expect(string token)
    {
        if (!TryTake(token)) throw new FormatException($"Expected '{token}', found '{Current}'.");
    }

    [GeneratedRegex(@"'[^']*'|\d+(\.\d+)?(E-?\d+)?|&&|\|\||[=!<>]=|[A-Za-z]+|[^\s]")]
    private static partial Regex Token();
}
