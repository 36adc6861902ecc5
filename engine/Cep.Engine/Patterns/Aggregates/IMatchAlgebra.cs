using System.Numerics;

namespace Cep;

/// <summary>
/// How values of sets of matches follow from those of their parts, so that a value of many matches is computed without
/// looking at each. <see cref="Then"/> distributes over <see cref="Either"/>.
/// </summary>
/// <typeparam name="TValue">The value of a set of partial matches.</typeparam>
/// <typeparam name="TResult">What is given out.</typeparam>
internal interface IMatchAlgebra<TValue, TResult>
{
    /// <summary>The value of the empty set.</summary>
    static abstract TValue Nothing { get; }

    /// <summary>The value of one partial match that has no event of the stage.</summary>
    static abstract TValue Empty { get; }

    /// <summary>The value of one event of the stage.</summary>
    static abstract TValue Of(double value);

    static abstract bool IsNothing(in TValue value);

    /// <summary>The value of two sets without common members.</summary>
    static abstract TValue Either(in TValue one, in TValue other);

    /// <summary>Makes the value of a set that of the set and another one.</summary>
    static abstract void Add(ref TValue sum, in TValue other);

    /// <summary>The value of every member of one set followed by every member of the other.</summary>
    static abstract TValue Then(in TValue before, in TValue after);

    static abstract TResult Result(in TValue value);
}

/// <summary>How many matches.</summary>
internal readonly struct MatchCount : IMatchAlgebra<ExactNumber, BigInteger>
{
    public static ExactNumber Nothing => default;

    public static ExactNumber Empty => ExactNumber.One;

    public static ExactNumber Of(double value) => ExactNumber.One;

    public static bool IsNothing(in ExactNumber value) => value.IsZero;

    public static ExactNumber Either(in ExactNumber one, in ExactNumber other) => one + other;

    public static void Add(ref ExactNumber sum, in ExactNumber other) => sum.Add(other);

    public static ExactNumber Then(in ExactNumber before, in ExactNumber after) => before * after;

    public static BigInteger Result(in ExactNumber value) => value.ToWhole();
}

/// <summary>The sum over all matches of what their events of a stage add up to.</summary>
internal readonly record struct MatchSum(ExactNumber Count, ExactNumber Sum) : IMatchAlgebra<MatchSum, double>
{
    public static MatchSum Nothing => default;

    public static MatchSum Empty => new(ExactNumber.One, default);

    public static MatchSum Of(double value) => new(ExactNumber.One, ExactNumber.Of(value));

    public static bool IsNothing(in MatchSum value) => value.Count.IsZero;

    public static MatchSum Either(in MatchSum one, in MatchSum other) => new(one.Count + other.Count, one.Sum + other.Sum);

    public static void Add(ref MatchSum sum, in MatchSum other) => sum = Either(sum, other);

    public static MatchSum Then(in MatchSum before, in MatchSum after) =>
        new(before.Count * after.Count, before.Count * after.Sum + before.Sum * after.Count);

    public static double Result(in MatchSum value) => value.Sum.ToDouble();
}

/// <summary>The least value of the events of a stage in any of the matches. NaN is the value of no match, infinity that of no event.</summary>
internal readonly struct MatchMin : IMatchAlgebra<double, double>
{
    public static double Nothing => double.NaN;

    public static double Empty => double.PositiveInfinity;

    public static double Of(double value) => double.IsNaN(value) ? Empty : value;

    public static bool IsNothing(in double value) => double.IsNaN(value);

    public static double Either(in double one, in double other) => double.MinNumber(one, other);

    public static void Add(ref double sum, in double other) => sum = Either(sum, other);

    public static double Then(in double before, in double after) => Math.Min(before, after);

    public static double Result(in double value) => double.IsPositiveInfinity(value) ? double.NaN : value;
}

/// <summary>The greatest value of the events of a stage in any of the matches.</summary>
internal readonly struct MatchMax : IMatchAlgebra<double, double>
{
    public static double Nothing => double.NaN;

    public static double Empty => double.NegativeInfinity;

    public static double Of(double value) => double.IsNaN(value) ? Empty : value;

    public static bool IsNothing(in double value) => double.IsNaN(value);

    public static double Either(in double one, in double other) => double.MaxNumber(one, other);

    public static void Add(ref double sum, in double other) => sum = Either(sum, other);

    public static double Then(in double before, in double after) => Math.Max(before, after);

    public static double Result(in double value) => double.IsNegativeInfinity(value) ? double.NaN : value;
}
