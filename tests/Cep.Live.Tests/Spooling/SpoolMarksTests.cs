using Cep.Feeds.Kafka;

namespace Cep.Live.Spooling;

public sealed class SpoolMarksTests
{
    [Fact]
    public void Marks_are_found_again()
    {
        using var folder = new TempFolder();
        Set(folder);
        var marks = new SpoolMarks(folder["."], wasDrained: true);
        Assert.False(marks.AreLost);
        Assert.Equal(["a", "b"], marks.Topics);
        Assert.Equal((5, 7, 0), (marks.Of("a", 0), marks.Of("a", 1), marks.Of("a", 2)));
        Assert.Equal((2, 1, 1), (marks.PartitionsOf("a"), marks.PartitionsOf("b"), marks.PartitionsOf("c")));
        Assert.True(marks.Has("b") && !marks.Has("c"));
    }

    [Fact]
    public void A_spool_that_was_never_drained_has_none_and_has_lost_none() =>
        Assert.False(new SpoolMarks(Path.GetTempPath(), wasDrained: false).AreLost);

    [Fact]
    public void Marks_that_are_missing_or_damaged_anywhere_are_lost()
    {
        using var folder = new TempFolder();
        Assert.True(new SpoolMarks(folder["."], wasDrained: true).AreLost);
        Set(folder);
        var whole = File.ReadAllBytes(folder["marks"]);
        for (var i = 0; i < whole.Length; i++)
        {
            byte[] damaged = [.. whole];
            damaged[i] ^= 4;
            File.WriteAllBytes(folder["marks"], damaged);
            var marks = new SpoolMarks(folder["."], wasDrained: false);
            Assert.True(marks.AreLost, $"byte {i}");
            Assert.Empty(marks.Topics);
            // Without its last line feed it says the same.
            if (i == whole.Length - 1) continue;
            File.WriteAllBytes(folder["marks"], whole[..i]);
            Assert.True(new SpoolMarks(folder["."], wasDrained: false).AreLost, $"{i} bytes");
        }
    }

    private static void Set(TempFolder folder) =>
        new SpoolMarks(folder["."], wasDrained: false).Set([("a", [new("a", 0, 5), new("a", 1, 7)]), ("b", [new PartitionOffset("b", 0, 9)])]);
}
