namespace Cep.Tests;

/// <summary>Patterns for each of the plans that run them, and queries over these.</summary>
internal static partial class KeyedPatterns
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>Neighbouring events, a state machine.</summary>
    public static Pattern<Steps<Trade>> Strict { get; } = Pattern.Of<Steps<Trade>>()
        .Begin(m => m.First, (x, m) => m.First.IsEmpty || x.Price >= m.First.Last.Price).Times(2).Consecutive()
        .Next(m => m.Second, (x, m) => x.Price < m.First.Last.Price + 2).Times(2).Consecutive()
        .Within(9 * Second)
        .NoSkip(EventUse.Shared);

    /// <summary>The same over derived events, which have causes of their own.</summary>
    public static Pattern<Steps<Pair<double>>> StrictDerived { get; } = Pattern.Of<Steps<Pair<double>>>()
        .Begin(m => m.First).Times(2).Consecutive()
        .Next(m => m.Second, (x, m) => x.Current != m.First.Last.Previous)
        .Within(20 * Second)
        .SkipPastLast();

    /// <summary>Loops that share what they took, and matches that use up events.</summary>
    public static Pattern<Steps<Trade>> Consuming { get; } = Pattern.Of<Steps<Trade>>()
        .Begin(m => m.First, x => x.Price > 2)
        .FollowedByAny(m => m.Second, (x, m) => x.Price != m.First.Last.Price).Times(1, 3)
        .FollowedBy(m => m.Third, (x, m) => x.Price > m.Second.Last.Price)
        .Within(12 * Second)
        .NoSkip(EventUse.Consumed);

    /// <summary>Matches that wait for their turn.</summary>
    public static Pattern<Steps<Trade>> Waiting { get; } = Pattern.Of<Steps<Trade>>()
        .Begin(m => m.First)
        .FollowedBy(m => m.Second, (x, m) => x.Price > m.First.Last.Price)
        .FollowedBy(m => m.Third, (x, m) => x.Price < m.First.Last.Price).WithinPrevious(5 * Second)
        .Within(15 * Second)
        .SkipToFirst(m => m.Second, EventUse.Shared);

    /// <summary>Complete when nothing came in time.</summary>
    public static Pattern<Steps<Trade>> Absent { get; } = Pattern.Of<Steps<Trade>>()
        .Begin(m => m.First, x => x.Price > 3)
        .NotFollowedBy(m => m.Second, (x, m) => x.Price < m.First.Last.Price)
        .Within(4 * Second)
        .NoSkip(EventUse.Shared);

    /// <summary>Limits of the whole and of a part in trading time.</summary>
    public static Pattern<Steps<Trade>> Traded { get; } = Pattern.Of<Steps<Trade>>()
        .Begin(m => m.First, x => x.Price > 2)
        .FollowedByAny(m => m.Second, (x, m) => x.Price != m.First.Last.Price).Times(1, 2)
        .FollowedBy(m => m.Third, (x, m) => x.Price > m.Second.Last.Price).WithinPrevious(3 * Second, Clock)
        .Within(7 * Second, Clock)
        .SkipToNext(EventUse.Shared);

    /// <summary>Complete when nothing came while the key traded for so long.</summary>
    public static Pattern<Steps<Trade>> AbsentTraded { get; } = Pattern.Of<Steps<Trade>>()
        .Begin(m => m.First, x => x.Price > 3)
        .NotFollowedBy(m => m.Second, (x, m) => x.Price < m.First.Last.Price)
        .Within(3 * Second, Clock)
        .NoSkip(EventUse.Shared);

    /// <summary>The preferred one of the matches that begin at an event, in trading time.</summary>
    public static Pattern<Steps<Trade>> PreferredTraded { get; } = Pattern.Of<Steps<Trade>>()
        .Begin(m => m.First, x => x.Price > 1)
        .FollowedBy(m => m.Second, (x, m) => x.Price <= m.First.Last.Price + 1).OneOrMore()
        .FollowedBy(m => m.Third, (x, m) => x.Price > m.First.Last.Price).WithinPrevious(2 * Second, Clock).Optional()
        .Within(5 * Second, Clock)
        .Preferred()
        .SkipToNext(EventUse.Shared);

    private static TradingTime Clock => SharedClock.Regular;

    public static string TextOf(Steps<Trade> m) => string.Join(' ', m.All.Select(x => $"{x.Time.Nanos % 100_000_000_000} {x.Price}"));

    /// <summary>Lies apart, so that it is there before the patterns are.</summary>
    private static class SharedClock
    {
        public static TradingTime Regular { get; } = new(TradingCalendar.UsEquity);
    }

    /// <summary>The stages of all of them.</summary>
    public sealed class Steps<T>
    {
        public Stage<T> First { get; } = new();

        public Stage<T> Second { get; } = new();

        public Stage<T> Third { get; } = new();

        public AllStages<T> All { get; } = new();
    }
}
