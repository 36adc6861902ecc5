using System.Globalization;

namespace Cep.Patterns.Conformance;

/// <summary>SQL's operators on values; null is NULL, which nothing is equal to.</summary>
internal static class SqlLogic
{
    public static object? And(object? left, object? right) =>
        left is false || right is false ? false : left is null || right is null ? null : true;

    public static object? Or(object? left, object? right) =>
        left is true || right is true ? true : left is null || right is null ? null : false;

    public static object? Compare(string sign, object? left, object? right)
    {
        if (left is null || right is null) return null;
        var order = left is string text ? string.CompareOrdinal(text, (string)right) : ((IComparable)left).CompareTo(right);
        return sign switch
        {
            "=" => order == 0,
            "<>" or "!=" => order != 0,
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            _ => order >= 0,
        };
    }

    public static object? Calculate(string sign, object? left, object? right)
    {
        if (left is not double a || right is not double b) return null;
        return sign switch
        {
            "+" => a + b,
            "-" => a - b,
            "*" => a * b,
            "%" => a % b,
            _ => a == Math.Floor(a) && b == Math.Floor(b) ? Math.Truncate(a / b) : a / b,
        };
    }

    public static object? Call(string name, IReadOnlyList<object?> arguments) => (name, arguments) switch
    {
        ("ABS", [double value]) => Math.Abs(value),
        ("LOWER", [string text]) => text.ToLowerInvariant(),
        ("UPPER", [string text]) => text.ToUpperInvariant(),
        ("LENGTH", [string text]) => (double)text.Length,
        ("COALESCE", _) => arguments.FirstOrDefault(value => value is not null),
        ("CONCAT", _) => string.Concat(arguments),
        ("ABS" or "LOWER" or "UPPER" or "LENGTH", [null]) => null,
        _ => throw new NotSupportedException(string.Create(CultureInfo.InvariantCulture, $"the function {name} with {arguments.Count} arguments")),
    };
}
