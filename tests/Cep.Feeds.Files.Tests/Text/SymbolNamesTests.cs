using System.Text;
using CsCheck;

namespace Cep.Feeds.Files.Tests;

public class SymbolNamesTests
{
    [Fact]
    public void A_name_of_any_length_is_the_symbol_of_that_name() =>
        Gen.String[Gen.Char["AB.é"], 1, 20].Array[1, 300].Sample(names =>
        {
            var symbols = new SymbolNames();
            foreach (var name in names.Concat(names))
            {
                Assert.True(symbols.TryFind(Encoding.UTF8.GetBytes(name), out var symbol, out _));
                Assert.Equal(name, symbol.Name);
            }
        }, iter: 50);

    [Fact]
    public void Spaces_around_a_name_are_no_part_of_it()
    {
        Assert.True(new SymbolNames().TryFind(" IBM\t"u8, out var symbol, out _));
        Assert.Equal("IBM", symbol.Name);
    }

    [Fact]
    public void A_name_that_is_empty_too_long_or_not_UTF_8_is_refused_with_the_reason()
    {
        var symbols = new SymbolNames();
        Assert.False(symbols.TryFind("  "u8, out _, out var problem));
        Assert.Equal("symbol is empty", problem);
        Assert.False(symbols.TryFind(new byte[65].Select(_ => (byte)'x').ToArray(), out _, out problem));
        Assert.Equal("symbol is longer than 64 characters", problem);
        Assert.False(symbols.TryFind([0xFF, 0xFE], out _, out problem));
        Assert.Equal("symbol is not UTF-8", problem);
    }
}
