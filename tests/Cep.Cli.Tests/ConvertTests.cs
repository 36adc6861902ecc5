namespace Cep.Cli.Tests;

public sealed class ConvertTests
{
    [Fact]
    public void A_day_comes_back_the_same_through_all_formats()
    {
        using var folder = new TestFolder();
        CommandRun.Good("generate", "--ticks", "3000", "--symbols", "4", "--quotes", "--out", folder["a.csv"]);
        string[] chain = ["a.csv", "b.arrow", "c.parquet", "d.arrows", "e.csv.gz", "f.csv"];
        foreach (var (from, to) in chain.Zip(chain.Skip(1))) CommandRun.Good("convert", folder[from], folder[to]);
        Assert.Equal(File.ReadAllText(folder["a.csv"]), File.ReadAllText(folder["f.csv"]));
    }

    [Fact]
    public void Trades_come_back_the_same_through_a_lean_folder()
    {
        using var folder = new TestFolder();
        CommandRun.Good("generate", "--ticks", "3000", "--symbols", "1", "--out", folder["a.csv"]);
        CommandRun.Good("convert", folder["a.csv"], folder["lean"]);
        CommandRun.Good("convert", folder["lean"], folder["b.csv"], "--symbol", "ACME");
        Assert.Equal(File.ReadAllText(folder["a.csv"]), File.ReadAllText(folder["b.csv"]));
    }

    [Fact]
    public void Several_files_are_merged_by_time()
    {
        using var folder = new TestFolder();
        var a = folder.Write("a.csv", "time,symbol,price,size\n2026-03-16T14:30:01Z,A,1,1\n2026-03-16T14:30:03Z,A,1,1\n");
        var b = folder.Write("b.csv", "time,symbol,price,size\n2026-03-16T14:30:00Z,B,1,1\n2026-03-16T14:30:02Z,B,1,1\n");
        CommandRun.Good("convert", a, b, folder["c.csv"]);
        Assert.Equal(["B", "A", "B", "A"], File.ReadLines(folder["c.csv"]).Skip(1).Select(row => row.Split(',')[1]));
    }

    [Fact]
    public void Nothing_between_from_and_to_is_said()
    {
        using var folder = new TestFolder();
        var a = folder.Write("a.csv", "time,symbol,price,size\n2026-03-16T14:30:01Z,A,1,1\n");
        var run = CommandRun.Of("convert", a, folder["c.csv"], "--from", "2027-01-01");
        Assert.Equal(ExitCodes.Failed, run.ExitCode);
        Assert.Contains("between --from and --to", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["c.csv"]));
    }
}
