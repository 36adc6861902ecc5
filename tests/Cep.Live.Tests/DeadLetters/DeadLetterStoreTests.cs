using Cep.Feeds.Files;
using Microsoft.Extensions.Time.Testing;

namespace Cep.Live.DeadLetters;

public sealed class DeadLetterStoreTests
{
    private static readonly FakeTimeProvider Clock = new(new DateTimeOffset(2026, 3, 16, 14, 30, 0, TimeSpan.Zero));

    [Fact]
    public void Counts_add_up_through_requeue_and_discard()
    {
        using var folder = new TempFolder();
        var path = Write(folder);
        var store = DeadLetterStore.Open(path);
        Assert.Equal(new DeadLetterCounts(4, 0, 0, 0, 0), store.Counts);
        using (var target = new RequeueFile(folder["again.csv"], "time,symbol"))
        {
            var (requeued, refused) = store.Requeue(store.Find(new DeadLetterFilter { Reason = DeadLetterReason.Malformed }), target, Clock);
            Assert.Equal(2, requeued);
            Assert.Empty(refused);
        }

        Assert.Equal("time,symbol\na,\"x\"\nb,y\n", File.ReadAllText(folder["again.csv"]));
        Assert.Equal(1, store.Discard(store.Find(new DeadLetterFilter { Rule = "ema-breakout" }), Clock));
        Assert.Equal(new DeadLetterCounts(1, 2, 1, 0, 0), store.Counts);
        Assert.Equal(store.Counts, DeadLetterStore.Open(path).Counts);
        Assert.Equal("4 dead letters = 1 open + 2 requeued + 1 discarded", store.Counts.ToString());
        Assert.Equal(4, File.ReadLines(path).Count());
    }

    [Fact]
    public void Nothing_is_requeued_or_discarded_twice()
    {
        using var folder = new TempFolder();
        var store = DeadLetterStore.Open(Write(folder));
        using (var target = new RequeueFile(folder["again.csv"])) store.Requeue(store.Letters, target, Clock);
        Assert.Equal(2, store.Discard(store.Letters, Clock));
        using var second = new RequeueFile(folder["more.csv"]);
        Assert.Equal(0, store.Requeue(store.Letters, second, Clock).Requeued);
        Assert.False(File.Exists(folder["more.csv"]));
    }

    [Fact]
    public void What_holds_no_whole_input_stays_open_and_says_why()
    {
        using var folder = new TempFolder();
        using (var sink = new JsonLinesDeadLetters(folder["d.jsonl"]))
        {
            sink.Write(new DeadLetter(DeadLetterReason.Malformed, "a.csv", 1, "long", new string('x', DeadLetter.MaxRawLength)));
            sink.Write(new DeadLetter(DeadLetterReason.SinkFailure, "kafka", 2, "gone"));
        }

        var store = DeadLetterStore.Open(folder["d.jsonl"]);
        using var target = new RequeueFile(folder["again.csv"]);
        var (requeued, refused) = store.Requeue(store.Letters, target, Clock);
        Assert.Equal(0, requeued);
        Assert.Equal(["its raw input was cut to 4096 characters", "it holds no raw input"], refused.Select(entry => entry.Why));
        Assert.Equal(2, store.Counts.Open);
    }

    [Fact]
    public void An_interrupted_requeue_leaves_all_open_and_is_not_done_over_an_existing_file()
    {
        using var folder = new TempFolder();
        var path = Write(folder);
        using (var target = new RequeueFile(folder["again.csv"]))
        {
            target.Requeue(DeadLetterStore.Open(path).Letters.First());
            Assert.False(File.Exists(folder["again.csv"]));
        }

        Assert.Equal(4, DeadLetterStore.Open(path).Counts.Open);
        folder.Write("again.csv", "there");
        Assert.Contains("exists already", Assert.Throws<FeedException>(() => new RequeueFile(folder["again.csv"])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("reason", 1)]
    [InlineData("rule", 1)]
    [InlineData("source", 2)]
    [InlineData("from", 1)]
    [InlineData("to", 3)]
    [InlineData("id", 1)]
    [InlineData("none", 4)]
    public void Filters_choose(string by, int count)
    {
        using var folder = new TempFolder();
        var store = DeadLetterStore.Open(Write(folder));
        var noon = EventTime.Parse("2013-10-07T12:00:00Z");
        var filter = by switch
        {
            "reason" => new DeadLetterFilter { Reason = DeadLetterReason.SinkFailure },
            "rule" => new DeadLetterFilter { Rule = "ema-breakout" },
            "source" => new DeadLetterFilter { Source = ".csv" },
            "from" => new DeadLetterFilter { From = noon },
            "to" => new DeadLetterFilter { To = noon },
            "id" => new DeadLetterFilter { Ids = [store.Letters.First().Id[..8].ToUpperInvariant()] },
            _ => new DeadLetterFilter(),
        };
        Assert.Equal(count, store.Find(filter).Count());
        Assert.Equal(by == "none", filter.IsAny);
    }

    [Fact]
    public void Repeats_and_broken_lines_are_counted_apart()
    {
        using var folder = new TempFolder();
        var path = Write(folder);
        var lines = File.ReadAllLines(path);
        File.AppendAllText(path, lines[0] + "\n" + lines[1][..20]);
        Assert.Equal(new DeadLetterCounts(4, 0, 0, 1, 1), DeadLetterStore.Open(path).Counts);
    }

    [Fact]
    public void A_file_is_added_to_and_a_line_that_a_crash_broke_off_spoils_no_other()
    {
        using var folder = new TempFolder();
        var path = Write(folder);
        File.AppendAllText(path, "{\"reason\":\"malf");
        using (var sink = new JsonLinesDeadLetters(path, isAddedTo: true))
        {
            sink.Write(new DeadLetter(DeadLetterReason.Malformed, "c.csv", 3, "bad", "c,z"));
            sink.Flush();
            Assert.Equal(new DeadLetterCounts(5, 0, 0, 0, 1), DeadLetterStore.Open(path).Counts);
        }
    }

    [Fact]
    public void A_journal_that_a_crash_broke_off_keeps_what_it_says()
    {
        using var folder = new TempFolder();
        var path = Write(folder);
        var store = DeadLetterStore.Open(path);
        store.Discard(store.Letters.Take(1), Clock);
        File.AppendAllText(path + ".journal", "{\"id\":\"");
        Assert.Equal(1, DeadLetterStore.Open(path).Counts.Discarded);
        var again = DeadLetterStore.Open(path);
        again.Discard(again.Letters.Take(2), Clock);
        Assert.Equal(2, DeadLetterStore.Open(path).Counts.Discarded);
    }

    [Fact]
    public void A_folder_holds_the_letters_of_all_its_files()
    {
        using var folder = new TempFolder();
        Write(folder);
        folder.Write("b.jsonl", """{"reason":"malformed","source":"b.csv","position":1,"message":"m","topic":"trades","raw":"r"}""");
        var store = DeadLetterStore.Open(folder["."]);
        Assert.Equal(5, store.Counts.Total);
        Assert.Equal(5, store.Discard(store.Letters, Clock));
        Assert.Equal(2, Directory.GetFiles(folder["."], "*.journal").Length);
        Assert.Contains("no such file or folder", Assert.Throws<FeedException>(() => DeadLetterStore.Open(folder["nowhere"])).Message, StringComparison.Ordinal);
    }

    private static string Write(TempFolder folder)
    {
        using var sink = new JsonLinesDeadLetters(folder["d.jsonl"]);
        sink.Write(new DeadLetter(DeadLetterReason.Malformed, "a.csv", 7, "price 'x' is no number", "a,\"x\""));
        sink.Write(new DeadLetter(DeadLetterReason.RuleFault, "ema-breakout", 42, "boom") { Version = 3, Key = "IBM", Time = EventTime.Parse("2013-10-07T13:30:00Z") });
        sink.Write(new DeadLetter(DeadLetterReason.Malformed, "b.csv", 8, "no symbol", "b,y"));
        sink.Write(new DeadLetter(DeadLetterReason.SinkFailure, "kafka", 9, "gone"));
        return folder["d.jsonl"];
    }
}
