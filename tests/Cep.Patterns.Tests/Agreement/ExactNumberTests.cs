using System.Numerics;
using CsCheck;

namespace Cep.Patterns.Agreement;

/// <summary>Exact numbers are what <see cref="BigInteger"/> computes, around every width at which they are kept in another way.</summary>
public sealed class ExactNumberTests
{
    /// <summary>Up to 300 bits, often next to a power of two, of both signs.</summary>
    private static readonly Gen<BigInteger> Wholes =
        Gen.Select(Gen.Int[0, 300], Gen.Long[-2, 2], Gen.ULong, Gen.Int[0, 3]).Select((bits, more, noise, kind) => kind switch
        {
            0 => (BigInteger.One << bits) + more,
            1 => -(BigInteger.One << bits) + more,
            2 => ((BigInteger)noise << (bits / 2)) - more,
            _ => (((BigInteger.One << bits) - 1) ^ noise) * (more < 0 ? -1 : 1),
        });

    private static readonly Gen<(BigInteger Whole, int Power)> Numbers = Gen.Select(Wholes, Gen.OneOf(Gen.Const(0), Gen.Int[0, 280]));

    [Fact]
    public void Sums_and_products_lose_nothing() => Gen.Select(Numbers, Numbers).Sample(
        (one, other) =>
        {
            var (a, b) = (Of(one), Of(other));
            Assert.Equal(Value(one), a.ToWhole());
            Assert.Equal(Value(one) + Value(other), (a + b).ToWhole());
            Assert.Equal(Value(one) * Value(other), (a * b).ToWhole());
            Assert.Equal(Value(one).IsZero, a.IsZero);
            Assert.Equal(Value(one) == Value(other), a.Equals(b));
        },
        iter: 20_000);

    // What a sum passes through on its way is kept as well as what it comes to.
    [Fact]
    public void A_sum_of_many_numbers_is_exact() => Numbers.Array[1, 30].Sample(
        numbers =>
        {
            var sum = default(ExactNumber);
            foreach (var number in numbers) sum.Add(Of(number));
            Assert.Equal(numbers.Aggregate(BigInteger.Zero, (x, number) => x + Value(number)), sum.ToWhole());
        },
        iter: 3_000);

    [Fact]
    public void What_was_saved_is_read_again_and_the_same_number_has_the_same_bytes() => Numbers.Sample(
        number =>
        {
            var (writer, again) = (new StateWriter(), new StateWriter());
            writer.Write(Of(number));
            var read = new StateReader(writer.Written).Read<ExactNumber>();
            Assert.Equal(Value(number), read.ToWhole());
            again.Write(read);
            Assert.Equal(writer.Written.ToArray(), again.Written.ToArray());
        },
        iter: 3_000);

    // 16 bytes for the number, 1 that says that it is no larger one, 4 for the power.
    [Fact]
    public void Numbers_of_up_to_128_bits_are_saved_in_21_bytes()
    {
        var writer = new StateWriter();
        writer.Write(new ExactNumber((BigInteger.One << 127) - 1, 3));
        Assert.Equal([.. Enumerable.Repeat((byte)0xFF, 15), 0x7F, 0, 3, 0, 0, 0], writer.Written.ToArray());
    }

    private static ExactNumber Of((BigInteger Whole, int Power) number) => new(number.Whole, number.Power);

    private static BigInteger Value((BigInteger Whole, int Power) number) => number.Whole << number.Power;
}
