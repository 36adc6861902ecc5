using System.Text;
using CsCheck;

namespace Cep.Feeds.Files.Tests;

public sealed class SymbolNamesTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_name_of_any_length_is_the_symbol_of_that_name() =>
        Gen.String[Gen.Char["AB.é"], 1, 20].Array[1, 300].Sample(names =>
        {
            var symbols = new SymbolNames();
            using var rows = Rows(Encoding.UTF8.GetBytes(string.Join('\n', names.Concat(names))));
            foreach (var name in names.Concat(names))
            {
                Assert.True(rows.Next());
                Assert.True(symbols.TryFind(rows[0], rows.FirstEight(0), out var symbol, out _));
                Assert.Equal(name, symbol.Name);
            }
        }, iter: 50, threads: 1);

    [Fact]
    public void Spaces_around_a_name_are_no_part_of_it()
    {
        using var rows = Rows(" IBM\t"u8);
        Assert.True(rows.Next());
        Assert.True(new SymbolNames().TryFind(rows[0], out var symbol, out _));
        Assert.Equal("IBM", symbol.Name);
    }

    [Fact]
    public void A_name_that_is_empty_too_long_or_not_UTF_8_is_refused_with_the_reason()
    {
        Assert.Equal("symbol is empty", Problem("  "u8));
        Assert.Equal("symbol is longer than 64 characters", Problem(Encoding.UTF8.GetBytes(new string('x', 65))));
        Assert.Equal("symbol is not UTF-8", Problem([0xFF, 0xFE]));
    }

    private string? Problem(ReadOnlySpan<byte> text)
    {
        using var rows = Rows(text);
        Assert.True(rows.Next());
        Assert.False(new SymbolNames().TryFind(rows[0], out _, out var problem));
        return problem;
    }

    private RowReader Rows(ReadOnlySpan<byte> text) => new(TextSource.Open(folder.Write("names", text)));
}
