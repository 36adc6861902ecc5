using System.Text;

namespace Cep.Feeds.Kafka.Tests;

public sealed class KafkaPartitionFeedTests
{
    private readonly KafkaPartitionFeed feed = new("ticks", 3, 10, new QueueBounds(Messages: 4, Bytes: 1 << 20), new ArrivalSignal());

    [Fact]
    public void A_batch_says_where_reading_goes_on()
    {
        using var run = new FeedRun(feed);
        Give(10, 11, 13);
        Assert.True(run.Read(2));
        Assert.Equal([10, 11], run.Prices);
        Assert.Equal(12, run.ResumeAt);
        Assert.True(run.Read(2));
        Assert.Equal([10, 11, 13], run.Prices);
        Assert.Equal(14, run.ResumeAt);
        Assert.False(run.Read());
        Assert.Equal(14, run.ResumeAt);
    }

    [Fact]
    public void What_came_before_the_wanted_offset_or_twice_is_passed_over()
    {
        using var run = new FeedRun(feed);
        Give(8, 9, 10, 10, 11);
        run.Read();
        Assert.Equal([10, 11], run.Prices);
    }

    [Fact]
    public void A_held_feed_has_nothing_until_it_is_released()
    {
        using var run = new FeedRun(feed);
        Give(10);
        feed.Hold();
        Assert.False(run.Read());
        Assert.Equal(10, run.ResumeAt);
        feed.Release();
        Assert.True(run.Read());
    }

    [Fact]
    public void Nothing_comes_from_the_offset_on_at_which_it_is_to_stop()
    {
        using var run = new FeedRun(feed);
        feed.HoldAt(12);
        Give(10, 11, 12);
        run.Read();
        Assert.False(run.Read());
        Assert.Equal([10, 11], run.Prices);
        Assert.True(feed.HasReached(12));
        feed.Release();
        run.Read();
        Assert.Equal([10, 11, 12], run.Prices);
    }

    [Fact]
    public void A_stop_is_reached_when_a_later_message_shows_that_nothing_lies_between()
    {
        using var run = new FeedRun(feed);
        feed.HoldAt(15);
        Give(10, 17);
        run.Read();
        run.Read();
        Assert.Equal([10], run.Prices);
        Assert.True(feed.HasReached(15));
    }

    [Fact]
    public void A_stop_is_reached_when_the_partition_ends_there_without_a_message()
    {
        using var run = new FeedRun(feed);
        feed.HoldAt(15);
        Give(10);
        feed.GiveEnd(15);
        Assert.False(feed.HasReached(15));
        run.Read();
        run.Read();
        Assert.True(feed.HasReached(15));
    }

    [Fact]
    public void A_message_is_never_split()
    {
        using var run = new FeedRun(feed);
        feed.Give("""[{"time":1,"symbol":"A","price":1,"size":1},{"time":1,"symbol":"A","price":2,"size":1},{"time":1,"symbol":"A","price":3,"size":1}]"""u8.ToArray(), 10);
        Give(11);
        Assert.True(run.Read(2));
        Assert.Equal([1, 2, 3], run.Prices);
        Assert.Equal(11, run.ResumeAt);
    }

    [Fact]
    public void At_its_bound_it_wants_no_more_until_half_is_read()
    {
        using var run = new FeedRun(feed);
        Assert.True(GiveOne(10));
        Assert.True(GiveOne(11));
        Assert.True(GiveOne(12));
        Assert.False(GiveOne(13));
        Assert.False(feed.WantsMore);
        run.Read(1);
        Assert.False(feed.WantsMore);
        run.Read(1);
        Assert.True(feed.WantsMore);
        Assert.Equal(2, feed.QueuedMessages);
    }

    [Fact]
    public void Malformed_messages_name_topic_partition_and_offset()
    {
        using var run = new FeedRun(feed);
        feed.Give("no"u8.ToArray(), 10);
        feed.Give(null, 11);
        run.Read();
        Assert.Equal(["ticks [3]:10:no", "ticks [3]:11:"], run.DeadLetters.Select(letter => $"{letter.Source}:{letter.Position}:{letter.Raw}"));
        Assert.Equal(12, run.ResumeAt);
    }

    [Fact]
    public void It_ends_behind_what_waits_when_nothing_more_will_come()
    {
        using var reader = feed.Open();
        var batch = new EventBatch();
        Give(10, 11);
        feed.Complete();
        Assert.True(reader.Read(batch, 1));
        batch.Clear();
        Assert.True(reader.Read(batch, 1));
        batch.Clear();
        Assert.False(reader.Read(batch, 1));
    }

    [Fact]
    public async Task An_arrival_ends_the_wait_of_another_feed_of_the_task()
    {
        var signal = new ArrivalSignal();
        var seen = signal.Arrivals;
        var waiting = Task.Run(() => signal.Wait(seen, Timeout.InfiniteTimeSpan), TestContext.Current.CancellationToken);
        new KafkaPartitionFeed("quotes", 3, 0, new QueueBounds(), signal).Give("{}"u8.ToArray(), 0);
        await waiting.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    private void Give(params ReadOnlySpan<int> offsets)
    {
        foreach (var offset in offsets) GiveOne(offset);
    }

    private bool GiveOne(int offset) => feed.Give(Encoding.UTF8.GetBytes($$"""{"time":1,"symbol":"A","price":{{offset}},"size":1}"""), offset);
}
