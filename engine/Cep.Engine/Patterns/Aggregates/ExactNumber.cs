using System.Numerics;

namespace Cep;

/// <summary>
/// A whole number times a power of two, as large as it gets: adding and multiplying lose nothing. Up to 127 bits it costs
/// no allocation. Every finite <see cref="double"/> is such a number.
/// </summary>
internal readonly struct ExactNumber : IEquatable<ExactNumber>
{
    private const int SmallBits = 126;

    private readonly Int128 small;
    private readonly BigInteger large;
    private readonly int exponent;

    private ExactNumber(Int128 small, int exponent)
    {
        this.small = small;
        this.exponent = exponent;
    }

    private ExactNumber(BigInteger whole, int exponent)
    {
        if (whole.GetBitLength() <= SmallBits) small = (Int128)whole;
        else large = whole;
        this.exponent = exponent;
    }

    public static ExactNumber One => new(Int128.One, 0);

    public bool IsZero => small == Int128.Zero && large.IsZero;

    private BigInteger Whole => large.IsZero ? small : large;

    /// <exception cref="ArgumentException">The value is infinite or not a number.</exception>
    public static ExactNumber Of(double value)
    {
        if (!double.IsFinite(value)) throw new ArgumentException($"The value of a stage is {value}, which has no exact sum; leave such events out with a condition.", nameof(value));
        if (Math.Abs(value) < 1L << 53 && value == Math.Truncate(value)) return new ExactNumber((Int128)(long)value, 0);
        var bits = BitConverter.DoubleToInt64Bits(value);
        var power = (int)((bits >> 52) & 0x7FF);
        var fraction = bits & ((1L << 52) - 1);
        if (power == 0) power = 1;
        else fraction |= 1L << 52;
        var zeros = BitOperations.TrailingZeroCount(fraction);
        return new ExactNumber((Int128)(value < 0 ? -(fraction >> zeros) : fraction >> zeros), power - 1075 + zeros);
    }

    public static ExactNumber operator +(in ExactNumber one, in ExactNumber other)
    {
        if (one.IsZero) return other;
        if (other.IsZero) return one;
        if (one.exponent < other.exponent) return Sum(other, one);
        return Sum(one, other);
    }

    public static ExactNumber operator *(in ExactNumber one, in ExactNumber other)
    {
        var power = one.exponent + other.exponent;
        if (one.large.IsZero && other.large.IsZero && BitsOf(one.small) + BitsOf(other.small) <= SmallBits) return new ExactNumber(one.small * other.small, power);
        return new ExactNumber(one.Whole * other.Whole, power);
    }

    /// <summary>The number without a fraction.</summary>
    public BigInteger ToWhole() => exponent >= 0 ? Whole << exponent : Whole >> -exponent;

    /// <summary>The nearest double, ties to even.</summary>
    public double ToDouble()
    {
        var magnitude = BigInteger.Abs(Whole);
        var dropped = Math.Max(0, (int)magnitude.GetBitLength() - 64);

        // A bit that stands for all that is dropped makes the conversion, which rounds once, see on which side of a tie it is.
        var top = (ulong)(magnitude >> dropped);
        if (dropped > 0 && !(magnitude & ((BigInteger.One << dropped) - 1)).IsZero) top |= 1;
        var rounded = Math.ScaleB((double)top, exponent + dropped);
        return Whole.Sign < 0 ? -rounded : rounded;
    }

    public bool Equals(ExactNumber other) => (this + new ExactNumber(-other.Whole, other.exponent)).IsZero;

    public override bool Equals(object? obj) => obj is ExactNumber other && Equals(other);

    public override int GetHashCode() => ToDouble().GetHashCode();

    public override string ToString() => ToDouble().ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Adds two numbers; the first one has the higher power or the same.</summary>
    private static ExactNumber Sum(in ExactNumber high, in ExactNumber low)
    {
        var shift = high.exponent - low.exponent;
        if (!high.large.IsZero || !low.large.IsZero || (shift > 0 && BitsOf(high.small) + shift > SmallBits))
        {
            return new ExactNumber((high.Whole << shift) + low.Whole, low.exponent);
        }

        var shifted = high.small << shift;
        var sum = shifted + low.small;
        return ((shifted ^ sum) & (low.small ^ sum)) < Int128.Zero
            ? new ExactNumber((BigInteger)shifted + low.small, low.exponent)
            : new ExactNumber(sum, low.exponent);
    }

    private static int BitsOf(Int128 value) => 128 - (int)Int128.LeadingZeroCount(Int128.IsNegative(value) ? ~value : value);
}
