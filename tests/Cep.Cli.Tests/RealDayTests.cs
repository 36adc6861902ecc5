namespace Cep.Cli.Tests;

public sealed class RealDayTests
{
    [Fact]
    public void Two_real_days_are_read_whole_and_give_the_same_output_however_they_are_run()
    {
        var data = DataFolder();
        string[] command = ["replay", data, "--json"];
        var one = CommandRun.Good(command);
        var four = CommandRun.Good([.. command, "--shards", "4", "--batch-size", "333"]);
        Assert.Equal(4_528_400, one.Summary.GetProperty("events").GetInt64());
        Assert.Empty(one.Summary.GetProperty("deadLetters").EnumerateObject());
        Assert.Equal(one.Hash, four.Hash);
    }

    [Fact]
    public void Two_real_days_shuffled_within_five_seconds_give_the_output_of_the_ordered_ones()
    {
        var data = DataFolder();
        using var folder = new TestFolder();
        var ordered = CommandRun.Good("replay", data, "--json");
        CommandRun.Good("generate", "--from", data, "--shuffle", "5s", "--seed", "5", "--out", folder["shuffled.arrow"]);
        foreach (var shards in new[] { "1", "2", "3", "4" })
        {
            var replayed = CommandRun.Good("replay", folder["shuffled.arrow"], "--disorder-bound", "5s", "--shards", shards, "--json");
            Assert.Equal(4_528_400, replayed.Summary.GetProperty("events").GetInt64());
            Assert.Equal(ordered.Hash, replayed.Hash);
        }
    }

    /// <summary>The real ticks lie beside the repository, where they are there at all.</summary>
    private static string DataFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Cep.sln"))) folder = folder.Parent;
        var data = Path.Combine(folder?.Parent?.FullName ?? "", "shared", "data", "lean");
        if (!Directory.Exists(data)) Assert.Skip("The real ticks (../shared/data/lean beside the repository) are not here.");
        return data;
    }
}
