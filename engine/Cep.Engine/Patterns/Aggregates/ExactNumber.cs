using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cep;

/// <summary>
/// A whole number times a power of two, as large as it gets: adding and multiplying lose nothing. Up to 256 bits it costs
/// no allocation. Every finite <see cref="double"/> is such a number.
/// </summary>
internal struct ExactNumber : IEquatable<ExactNumber>
{
    private Int256 small;

    /// <summary>The whole number when it is too large for the other field, which is zero then; else null.</summary>
    private Large? large;
    private int exponent;

    public ExactNumber(Int256 small, int exponent)
    {
        this.small = small;
        this.exponent = exponent;
    }

    public ExactNumber(BigInteger whole, int exponent)
    {
        if (whole.GetBitLength() <= Int256.Bits) small = new Int256(whole);
        else large = new Large(whole);
        this.exponent = exponent;
    }

    public static ExactNumber One => new(new Int256(1L), 0);

    public readonly bool IsZero => small.IsZero && large is null;

    /// <summary>The whole number, without the power of two.</summary>
    public readonly BigInteger Whole => large is null ? small.ToBigInteger() : large.Whole;

    /// <summary>The power of two.</summary>
    public readonly int Exponent => exponent;

    /// <exception cref="ArgumentException">The value is infinite or not a number.</exception>
    public static ExactNumber Of(double value)
    {
        if (!double.IsFinite(value)) throw new ArgumentException($"The value of a stage is {value}, which has no exact sum; leave such events out with a condition.", nameof(value));
        if (Math.Abs(value) < 1L << 53 && value == Math.Truncate(value)) return new ExactNumber(new Int256((long)value), 0);
        var bits = BitConverter.DoubleToInt64Bits(value);
        var power = (int)((bits >> 52) & 0x7FF);
        var fraction = bits & ((1L << 52) - 1);
        if (power == 0) power = 1;
        else fraction |= 1L << 52;
        var zeros = BitOperations.TrailingZeroCount(fraction);
        return new ExactNumber(new Int256(value < 0 ? -(fraction >> zeros) : fraction >> zeros), power - 1075 + zeros);
    }

    public static ExactNumber operator +(in ExactNumber one, in ExactNumber other)
    {
        var sum = one;
        sum.Add(other);
        return sum;
    }

    public static ExactNumber operator *(in ExactNumber one, in ExactNumber other)
    {
        var power = one.exponent + other.exponent;
        if (one.large is null && other.large is null && one.small.Length + other.small.Length < Int256.Bits) return new ExactNumber(Int256.Product(one.small, other.small), power);
        return new ExactNumber(one.Whole * other.Whole, power);
    }

    /// <summary>Adds a number to this one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(in ExactNumber other)
    {
        var isPlain = exponent == other.exponent && large is null && other.large is null;
        if (!isPlain || !small.TryAdd(other.small)) AddSlowly(other);
    }

    /// <summary>The number without a fraction.</summary>
    public readonly BigInteger ToWhole() => exponent == 0 ? Whole : exponent > 0 ? Whole << exponent : Whole >> -exponent;

    /// <summary>The nearest double, ties to even.</summary>
    public readonly double ToDouble()
    {
        var magnitude = BigInteger.Abs(Whole);
        var dropped = Math.Max(0, (int)magnitude.GetBitLength() - 64);

        // A bit that stands for all that is dropped makes the conversion, which rounds once, see on which side of a tie it is.
        var top = (ulong)(magnitude >> dropped);
        if (dropped > 0 && !(magnitude & ((BigInteger.One << dropped) - 1)).IsZero) top |= 1;
        var rounded = Math.ScaleB((double)top, exponent + dropped);
        return Whole.Sign < 0 ? -rounded : rounded;
    }

    public readonly bool Equals(ExactNumber other) => (this + new ExactNumber(-other.Whole, other.exponent)).IsZero;

    public override readonly bool Equals(object? obj) => obj is ExactNumber other && Equals(other);

    public override readonly int GetHashCode() => ToDouble().GetHashCode();

    public override readonly string ToString() => ToDouble().ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The number as it is saved: what takes more than 128 bits in an object of its own.</summary>
    public readonly void Write(StateWriter writer)
    {
        var isSmall = small.TryGet(out var value) && large is null;
        writer.Write(isSmall ? value : Int128.Zero);
        writer.Write(isSmall ? null : large ?? new Large(Whole));
        writer.Write(exponent);
    }

    public static ExactNumber Read(StateReader reader)
    {
        var (value, large, exponent) = (reader.Read<Int128>(), reader.Read<Large?>(), reader.Read<int>());
        return large is null ? new ExactNumber(new Int256(value), exponent) : new ExactNumber(large.Whole, exponent);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AddSlowly(in ExactNumber other) => this = Sum(this, other);

    private static ExactNumber Sum(in ExactNumber one, in ExactNumber other)
    {
        if (one.IsZero) return other;
        if (other.IsZero) return one;
        if (one.exponent < other.exponent) return Aligned(other, one);
        return Aligned(one, other);
    }

    /// <summary>Adds two numbers; the first one has the higher power or the same.</summary>
    private static ExactNumber Aligned(in ExactNumber high, in ExactNumber low)
    {
        var shift = high.exponent - low.exponent;
        if (high.large is null && low.large is null && shift < Int256.Bits && high.small.Length + shift <= Int256.Bits)
        {
            var sum = high.small.Shifted(shift);
            if (sum.TryAdd(low.small)) return new ExactNumber(sum, low.exponent);
        }

        return new ExactNumber((high.Whole << shift) + low.Whole, low.exponent);
    }

    private sealed record Large(BigInteger Whole);
}

/// <summary>How exact numbers are saved.</summary>
internal sealed class ExactNumberFormat : StateFormat<ExactNumber>
{
    public override void Write(StateWriter writer, in ExactNumber value) => value.Write(writer);

    public override void Read(StateReader reader, ref ExactNumber value) => value = ExactNumber.Read(reader);
}
