using Cep.Feeds.Kafka;
using Microsoft.Extensions.Time.Testing;

namespace Cep.Live;

public sealed class CommitInDoubtTests
{
    private static readonly IReadOnlyList<PartitionOffset> Before = [new("ticks", 0, 10, "cep1 0")];
    private static readonly IReadOnlyList<PartitionOffset> After = [new("ticks", 0, 20, "cep1 0 15:99")];
    private readonly FakeTimeProvider clock = new();
    private int asked;

    [Fact]
    public void Without_a_doubt_the_first_answer_counts()
    {
        Assert.Same(Before, CommitInDoubt.Settle(() => Answer(Before), null, clock, TestContext.Current.CancellationToken));
        Assert.Equal(1, asked);
    }

    [Fact]
    public void An_answer_that_comes_late_is_waited_for()
    {
        Assert.Same(After, CommitInDoubt.Settle(() => Answer(asked < 2 ? Before : After), [.. After], clock, TestContext.Current.CancellationToken));
        Assert.Equal(3, asked);
    }

    [Fact]
    public void What_was_not_committed_after_all_is_believed_in_the_end()
    {
        Assert.Same(Before, CommitInDoubt.Settle(() => Answer(Before), After, clock, TestContext.Current.CancellationToken));
        Assert.Equal(5, asked);
    }

    [Fact]
    public void A_stop_ends_the_asking()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => CommitInDoubt.Settle(() => Answer(Before), After, clock, stop.Token));
    }

    /// <summary>A question takes a fifth of the patience.</summary>
    private IReadOnlyList<PartitionOffset> Answer(IReadOnlyList<PartitionOffset> committed)
    {
        asked++;
        clock.Advance(CommitInDoubt.Patience / 5);
        return committed;
    }
}
