namespace Cep.Patterns.Language;

/// <summary>What can be written, and what is refused with which words.</summary>
public sealed class PatternLanguageTests
{
    private static PatternSequence<Turn> Start => Pattern.Of<Turn>().Begin(m => m.Falls, trade => trade.Price < 10);

    [Fact]
    public void A_pattern_that_may_wait_for_ever_is_refused_and_says_what_to_add()
    {
        var refused = Assert.Throws<InvalidOperationException>(() => Start.FollowedBy(m => m.Rises).NoSkip(EventUse.Shared));
        Assert.Equal(
            "The pattern may wait for ever for 'Rises'; add .Within(time) to the pattern, .WithinPrevious(time) or .Until(condition) "
            + "to that part, or say .AllowUnbounded().", refused.Message);
    }

    [Fact]
    public void A_loop_without_end_is_refused_even_when_nothing_may_come_between()
    {
        var refused = Assert.Throws<InvalidOperationException>(() => Start.OneOrMore().Consecutive().SkipPastLast());
        Assert.Contains("may wait for ever for 'Falls'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bounds_of_every_kind_are_accepted()
    {
        Assert.NotNull(Start.Next(m => m.Rises).SkipPastLast());
        Assert.NotNull(Start.Times(3).Consecutive().SkipPastLast());
        Assert.NotNull(Start.FollowedBy(m => m.Rises).Within(TimeSpan.FromSeconds(1)).SkipPastLast());
        Assert.NotNull(Start.FollowedBy(m => m.Rises).WithinPrevious(TimeSpan.FromSeconds(1)).SkipPastLast());
        Assert.NotNull(Start.Next(m => m.Rises).OneOrMore().Until((Trade trade) => trade.Price > 20).SkipPastLast());
        Assert.NotNull(Start.FollowedBy(m => m.Rises).AllowUnbounded().SkipPastLast());
    }

    [Fact]
    public void NotFollowedBy_at_the_end_needs_a_time()
    {
        var refused = Assert.Throws<InvalidOperationException>(() => Start.NotFollowedBy(m => m.Rises, trade => trade.Price > 10).AllowUnbounded().SkipPastLast());
        Assert.Equal("The pattern ends with NotFollowedBy 'Rises' and no time; add .Within(time) or .WithinPrevious(time).", refused.Message);
    }

    [Fact]
    public void NotNext_after_an_optional_part_is_refused() =>
        Assert.Throws<InvalidOperationException>(() => Start.Next(m => m.Rises).Optional().NotNext(m => m.Falls, trade => true));

    [Fact]
    public void Until_needs_a_loop()
    {
        var refused = Assert.Throws<InvalidOperationException>(() => Start.Times(2).Consecutive().Until((Trade trade) => true).SkipPastLast());
        Assert.StartsWith("'Falls' has Until but is no loop", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reluctant_needs_a_preferred_match() =>
        Assert.Throws<InvalidOperationException>(() => Start.Times(1, 2).Consecutive().Reluctant().SkipPastLast());

    [Fact]
    public void What_is_said_of_the_whole_can_not_be_said_of_a_group()
    {
        var refused = Assert.Throws<InvalidOperationException>(() => Start.Next(g => g.Begin(m => m.Rises).Within(TimeSpan.FromSeconds(1))));
        Assert.Equal("Within belongs to the whole pattern, not to a group in it.", refused.Message);
    }

    [Fact]
    public void A_stage_must_be_a_member_of_the_match()
    {
        var other = new Stage<Trade>();
        Assert.Throws<ArgumentException>(() => Start.Next(_ => other));
    }

    [Fact]
    public void A_match_class_needs_stages_that_are_there()
    {
        Assert.Contains("has no stage", Assert.Throws<ArgumentException>(() => Pattern.Of<Nothing>()).Message, StringComparison.Ordinal);
        Assert.Contains("leaves 'Left' null", Assert.Throws<ArgumentException>(() => Pattern.Of<Unmade>()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_order_of_seven_sequences_is_too_many()
    {
        static PatternSequence<Turn> Rise(PatternStart<Turn> start) => start.Begin(m => m.Rises);
        Assert.Throws<ArgumentException>(() => Pattern.Of<Turn>().Permute(Rise, Rise, Rise, Rise, Rise, Rise, Rise));
    }

    internal sealed class Turn
    {
        public Stage<Trade> Falls { get; } = new();

        public Stage<Trade> Rises { get; } = new();
    }

    internal sealed class Nothing;

    internal sealed class Unmade
    {
        public Stage<Trade> Left { get; init; } = null!;
    }
}
