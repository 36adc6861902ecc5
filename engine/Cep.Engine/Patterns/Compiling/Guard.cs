namespace Cep;

/// <summary>A condition that must hold, or must not.</summary>
/// <param name="Condition">The number of the condition in the <see cref="Automaton"/>.</param>
/// <param name="IsNegated">It must not hold.</param>
internal readonly record struct Literal(int Condition, bool IsNegated)
{
    public Literal Not() => new(Condition, !IsNegated);
}

/// <summary>When a move is possible: all clauses hold, and a clause holds when one of its literals does. Empty: always.</summary>
/// <remarks>Literals stand in the order in which they are to be evaluated: a later one is not asked when an earlier one decides.</remarks>
internal sealed record Guard(Literal[][] Clauses)
{
    public static readonly Guard Always = new([]);

    public static Guard Of(Literal literal) => new([[literal]]);

    public Guard And(Guard other) => other.Clauses.Length == 0 ? this : new Guard([.. Clauses, .. other.Clauses]);

    /// <summary>The opposite of a conjunction of single literals.</summary>
    public Guard Not() => new([[.. Clauses.Select(clause => clause.Single().Not())]]);
}
