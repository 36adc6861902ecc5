namespace Cep.Feeds.Files.Tests;

public sealed class TickFilesTests : IDisposable
{
    private const string Csv = "time,symbol,price\n1381147200,IBM,1\n";
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Feeds_come_in_the_ordinal_order_of_their_paths_whatever_the_order_of_the_arguments()
    {
        folder.Write("b.csv", Csv);
        folder.Write("a/z.csv", Csv);
        folder.Write("B.csv", Csv);
        string[] expected = [folder.Path("B.csv"), folder.Path("a/z.csv"), folder.Path("b.csv")];
        Assert.Equal(expected, Names(folder.Root));
        Assert.Equal(expected, Names(folder.Path("b.csv"), folder.Path("B.csv"), folder.Path("a")));
    }

    [Fact]
    public void A_file_named_twice_is_opened_once()
    {
        var path = folder.Write("a.csv", Csv);
        Assert.Single(Names(path, path, folder.Root, folder.Path("*.csv"), folder.Path("./a.csv")));
    }

    [Fact]
    public void Globs_match_within_a_folder_and_with_two_stars_below_it()
    {
        folder.Write("a1.csv", Csv);
        folder.Write("x/a2.csv", Csv);
        folder.Write("x/y/a3.csv", Csv);
        Assert.Equal([folder.Path("a1.csv")], Names(folder.Path("a?.csv")));
        Assert.Equal([folder.Path("x/a2.csv")], Names(folder.Path("*/*.csv")));
        Assert.Equal(3, Names(folder.Path("**/a*.csv")).Count);
        Assert.Equal([folder.Path("x/y/a3.csv")], Names(folder.Path("**/y/*")));
    }

    [Fact]
    public void Files_in_a_folder_that_are_plainly_no_tick_files_are_passed_over()
    {
        folder.Write("README.md", "# Ticks\n\nSome, text.\n");
        folder.Write("notes.json", "{\"time\": 1}");
        folder.Write("picture.png", [0x89, 0x50, 0x4E, 0x47, 0, 0]);
        folder.Write("nothing.txt", "");
        folder.Write(".hidden.csv", "no header");
        folder.Write(".git/a.csv", Csv);
        folder.WriteZip("backup.zip", "x.csv", Csv);
        folder.Write("ticks.txt", Csv);
        Assert.Equal([folder.Path("ticks.txt")], Names(folder.Root));
    }

    [Theory]
    [InlineData("empty.csv", "", "is empty")]
    [InlineData("garbage.csv", "\0\u0001\u0002", "is no tick file that Cep knows")]
    [InlineData("other.csv", "a,b\n1,2\n", "has no column for time")]
    [InlineData("20131007_trade.zip", "cut", "is no zip, whatever its name says")]
    [InlineData("x.parquet", "\0\u0001", "is no tick file that Cep knows")]
    public void A_damaged_tick_file_in_a_folder_is_never_passed_over(string name, string text, string message)
    {
        folder.Write("good.csv", Csv);
        folder.Write(name, text);
        Refuses(message, folder.Root);
    }

    [Fact]
    public void What_is_not_there_or_holds_no_ticks_is_told_by_its_path()
    {
        Refuses("missing.csv' does not exist", folder.Path("missing.csv"));
        Refuses("*.csv' matches no file", folder.Path("*.csv"));
        Refuses("' holds no file", folder.Root);
        Refuses("readme.md' can't be read as tick CSV", folder.Write("readme.md", "hello"));
        Refuses("holds no tick file", folder.Root);
        Refuses("empty.bin' is empty", folder.Write("empty.bin", ""));
        Refuses("binary.bin' is no tick file that Cep knows. Known formats", folder.Write("binary.bin", [1, 2, 3, 0xFF]));
        Refuses("is no tick file that Cep knows", folder.Write("utf16.csv", System.Text.Encoding.Unicode.GetPreamble()));
        Refuses("No path is given");
    }

    [Theory]
    [InlineData("ARROW1\0\0")]
    [InlineData("PAR1xxxx")]
    public void Binary_formats_are_recognised_by_their_first_bytes(string text)
    {
        var head = FileHead.Read(folder.Write("x", text));
        Assert.Equal(text[0] == 'A' ? TickFormat.Arrow : TickFormat.Parquet, FormatDetector.Detect(head));
    }

    [Fact]
    public void An_Arrow_stream_is_recognised_by_its_continuation_mark() =>
        Assert.Equal(TickFormat.Arrow, FormatDetector.Detect(FileHead.Read(folder.Write("x", [0xFF, 0xFF, 0xFF, 0xFF, 0x10, 1, 0, 0]))));

    [Fact]
    public void A_given_format_goes_before_what_the_content_says()
    {
        var path = folder.Write("x.csv", Csv);
        var refused = Assert.Throws<FeedException>(() => TickFiles.Open([path], new TickFileOptions { Format = TickFormat.Debs2022 }));
        Assert.Contains("is no DEBS 2022 file", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Making_a_feed_keeps_no_handle_open()
    {
        var path = folder.Write("a.csv", Csv);
        var feed = Assert.Single(TickFiles.Open([path], TickFileOptions.Default));
        File.Move(path, folder.Path("b.csv"));
        Assert.Contains("does not exist", Assert.Throws<FeedException>(feed.Open).Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Names(params string[] paths) =>
        TickFiles.Open(paths, TickFileOptions.Default).Select(feed => feed.Name).ToList();

    private static void Refuses(string message, params string[] paths) =>
        Assert.Contains(message, Assert.Throws<FeedException>(() => TickFiles.Open(paths, TickFileOptions.Default)).Message, StringComparison.Ordinal);
}
