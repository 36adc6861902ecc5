namespace Cep.Feeds.Files.Tests;

public sealed class FeedNameTests
{
    [Theory]
    [InlineData("./ticks/a.arrow")]
    [InlineData("././ticks/a.arrow")]
    [InlineData("ticks/a.arrow")]
    public void Feeds_of_all_formats_are_named_alike_because_their_names_break_ties(string path)
    {
        Assert.Equal("ticks/a.arrow", TickPaths.NameOf(path));
        Assert.Equal("ticks/a.arrow", new ArrowFeed(path, TickFileOptions.Default).Name);
        Assert.Equal("ticks/a.arrow", new ParquetFeed(path, TickFileOptions.Default).Name);
    }
}
