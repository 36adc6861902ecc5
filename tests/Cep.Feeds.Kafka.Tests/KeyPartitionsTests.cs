using System.Text;

namespace Cep.Feeds.Kafka.Tests;

public sealed class KeyPartitionsTests
{
    /// <summary>The values that Kafka's own tests of its hash expect.</summary>
    [Theory]
    [InlineData("21", -973932308)]
    [InlineData("foobar", -790332482)]
    [InlineData("a-little-bit-long-string", -985981536)]
    [InlineData("a-little-bit-longer-string", -1486304829)]
    [InlineData("lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58897971)]
    [InlineData("abc", 479470107)]
    public void The_hash_is_that_of_Kafka(string key, int expected) => Assert.Equal(expected, unchecked((int)KeyPartitions.Hash(Encoding.UTF8.GetBytes(key))));

    [Fact]
    public void A_symbol_has_one_partition_and_many_have_all()
    {
        var partitions = new KeyPartitions(5);
        var symbols = Enumerable.Range(0, 200).Select(number => Symbol.Of($"KP{number}")).ToList();
        var first = symbols.ConvertAll(partitions.Of);
        Assert.Equal(first, symbols.ConvertAll(new KeyPartitions(5).Of));
        Assert.Equal(first, symbols.ConvertAll(partitions.Of));
        Assert.Equal([0, 1, 2, 3, 4], first.Distinct().Order());
        Assert.Equal((int)((KeyPartitions.Hash("KP0"u8) & int.MaxValue) % 5), first[0]);
    }
}
