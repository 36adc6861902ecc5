using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cep;

/// <summary>A whole number of 256 bits, two's complement, in place. What does not fit is said, not cut off.</summary>
internal struct Int256
{
    /// <summary>Numbers of so many bits beside the sign fit.</summary>
    public const int Bits = 255;

    private ulong lowest;
    private ulong low;
    private ulong high;
    private ulong highest;

    public Int256(long value)
    {
        lowest = (ulong)value;
        low = high = highest = (ulong)(value >> 63);
    }

    public Int256(Int128 value)
    {
        (lowest, low) = ((ulong)value, (ulong)(value >> 64));
        high = highest = (ulong)((long)low >> 63);
    }

    /// <summary>A number that fits.</summary>
    public Int256(BigInteger value)
    {
        Span<byte> bytes = stackalloc byte[32];
        bytes.Fill(value.Sign < 0 ? byte.MaxValue : (byte)0);
        if (!value.TryWriteBytes(bytes, out _)) throw new ArgumentOutOfRangeException(nameof(value), value, "The number takes more than 255 bits beside the sign.");
        (lowest, low) = (BinaryPrimitives.ReadUInt64LittleEndian(bytes), BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]));
        (high, highest) = (BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]), BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]));
    }

    public readonly bool IsZero => (lowest | low | high | highest) == 0;

    /// <summary>How many bits it takes beside the sign.</summary>
    public readonly int Length
    {
        get
        {
            var sign = (ulong)((long)highest >> 63);
            if (highest != sign) return 256 - BitOperations.LeadingZeroCount(highest ^ sign);
            if (high != sign) return 192 - BitOperations.LeadingZeroCount(high ^ sign);
            if (low != sign) return 128 - BitOperations.LeadingZeroCount(low ^ sign);
            return 64 - BitOperations.LeadingZeroCount(lowest ^ sign);
        }
    }

    /// <summary>Adds a number, unless the sum does not fit; then nothing has changed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryAdd(in Int256 other)
    {
        var first = lowest + other.lowest;
        var carry = first < lowest ? 1UL : 0;
        var second = low + other.low;
        var carried = second < low ? 1UL : 0;
        second += carry;
        carried += second < carry ? 1UL : 0;
        var third = high + other.high;
        carry = third < high ? 1UL : 0;
        third += carried;
        carry += third < carried ? 1UL : 0;
        var fourth = highest + other.highest + carry;
        if ((long)((highest ^ fourth) & (other.highest ^ fourth)) < 0) return false;
        (lowest, low, high, highest) = (first, second, third, fourth);
        return true;
    }

    /// <summary>The product of two numbers whose lengths together are less than <see cref="Bits"/>.</summary>
    public static Int256 Product(in Int256 one, in Int256 other)
    {
        var product = default(Int256);
        if (one.IsLong && other.IsLong)
        {
            (product.low, product.lowest) = ((ulong)Math.BigMul((long)one.lowest, (long)other.lowest, out var least), (ulong)least);
            product.high = product.highest = (ulong)((long)product.low >> 63);
            return product;
        }

        // What would lie above 256 bits is the sign once more.
        AddProduct(ref product.lowest, ref product.low, ref product.high, ref product.highest, one.lowest, other);
        AddProduct(ref product.low, ref product.high, ref product.highest, one.low, other);
        AddProduct(ref product.high, ref product.highest, one.high, other);
        product.highest += one.highest * other.lowest;
        return product;
    }

    /// <summary>The number times a power of two, 0 to 254, whose length and this one's are together at most <see cref="Bits"/>.</summary>
    public readonly Int256 Shifted(int power)
    {
        var upper = new UInt128(highest, high);
        var lower = new UInt128(low, lowest);
        if (power >= 128) (upper, lower) = (lower << (power - 128), UInt128.Zero);
        else if (power > 0) (upper, lower) = ((upper << power) | (lower >> (128 - power)), lower << power);
        return new Int256 { lowest = (ulong)lower, low = (ulong)(lower >> 64), high = (ulong)upper, highest = (ulong)(upper >> 64) };
    }

    /// <summary>The number, which allocates nothing but itself.</summary>
    public readonly BigInteger ToBigInteger()
    {
        Span<byte> bytes = stackalloc byte[32];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, lowest);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], low);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[16..], high);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[24..], highest);
        return new BigInteger(bytes);
    }

    /// <summary>The number when it takes no more than 128 bits.</summary>
    public readonly bool TryGet(out Int128 value)
    {
        value = new Int128(low, lowest);
        var sign = (ulong)((long)low >> 63);
        return high == sign && highest == sign;
    }

    private static void AddProduct(ref ulong first, ref ulong second, ref ulong third, ref ulong fourth, ulong factor, in Int256 other)
    {
        var carry = AddProduct(ref first, factor, other.lowest, 0);
        carry = AddProduct(ref second, factor, other.low, carry);
        carry = AddProduct(ref third, factor, other.high, carry);
        fourth += factor * other.highest + carry;
    }

    private static void AddProduct(ref ulong first, ref ulong second, ref ulong third, ulong factor, in Int256 other)
    {
        var carry = AddProduct(ref first, factor, other.lowest, 0);
        carry = AddProduct(ref second, factor, other.low, carry);
        third += factor * other.high + carry;
    }

    private static void AddProduct(ref ulong first, ref ulong second, ulong factor, in Int256 other)
    {
        var carry = AddProduct(ref first, factor, other.lowest, 0);
        second += factor * other.low + carry;
    }

    /// <summary>Adds a product and a carry to a part of a number.</summary>
    /// <returns>What is carried to the next part.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong AddProduct(ref ulong part, ulong factor, ulong other, ulong carry)
    {
        var high = Math.BigMul(factor, other, out var low);
        low += carry;
        high += low < carry ? 1UL : 0;
        part += low;
        return high + (part < low ? 1UL : 0);
    }

    private readonly bool IsLong
    {
        get
        {
            var sign = (ulong)((long)lowest >> 63);
            return low == sign && high == sign && highest == sign;
        }
    }
}
