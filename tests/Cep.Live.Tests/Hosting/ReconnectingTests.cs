using Microsoft.Extensions.Time.Testing;

namespace Cep.Live.Hosting;

public sealed class ReconnectingTests
{
    [Fact]
    public async Task What_may_pass_is_tried_until_it_passes_after_waits_of_ten_seconds_at_the_most()
    {
        var clock = new FakeTimeProvider();
        var (tries, waits) = (0, new List<TimeSpan>());
        var policy = Reconnecting.After<IOException>(_ => true, (_, wait) => waits.Add(wait), clock);
        var done = policy.ExecuteAsync(_ => ++tries < 30 ? throw new IOException("away") : ValueTask.CompletedTask, TestContext.Current.CancellationToken).AsTask();
        while (!done.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await done;
        Assert.Equal((30, 29), (tries, waits.Count));
        Assert.All(waits, wait => Assert.InRange(wait, TimeSpan.Zero, TimeSpan.FromSeconds(10)));
        Assert.True(waits[0] < TimeSpan.FromSeconds(2) && waits.Max() > TimeSpan.FromSeconds(5));
        Assert.True(waits.Distinct().Count() > 3, "Waits differ by chance.");
    }

    [Fact]
    public void What_does_not_pass_is_not_tried_again()
    {
        var tries = 0;
        var policy = Reconnecting.After<IOException>(fault => fault.Message == "away", (_, _) => { }, new FakeTimeProvider());
        Assert.Throws<IOException>(() => policy.Execute(() => { tries++; throw new IOException("gone"); }));
        Assert.Throws<FormatException>(() => policy.Execute(() => { tries++; throw new FormatException(); }));
        Assert.Equal(2, tries);
    }
}
