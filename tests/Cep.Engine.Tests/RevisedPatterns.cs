namespace Cep.Tests;

/// <summary>Rules with patterns, one for each plan that runs them, whose deadlines don't fall on events at half seconds.</summary>
internal static class RevisedPatterns
{
    public static Rule[] Rules() => [new Falls(), new Answers(), new Pairs(), new Sums(), new Rises()];

    /// <summary>Neighbouring events.</summary>
    [Rule("falls")]
    private sealed class Falls : Rule<Trade, double>
    {
        private static readonly Pattern<KeyedPatterns.Steps<Trade>> Pattern = Cep.Pattern.Of<KeyedPatterns.Steps<Trade>>()
            .Begin(m => m.First)
            .Next(m => m.Second, (t, m) => t.Price <= m.All.Last.Price).Times(2).Consecutive()
            .Within(TimeSpan.FromSeconds(20.2))
            .SkipPastLast();

        public override IObservable<double> Query(EventStream<Trade> trades) => trades.Match(Pattern).Select(m => m.All.Sum(t => t.Price));
    }

    /// <summary>Events of two types, complete by time alone.</summary>
    [Rule("answers")]
    private sealed class Answers : Rule<Trade, Quote, double>
    {
        private static readonly Pattern<KeyedPatterns.Exchange> Pattern = Cep.Pattern.Of<KeyedPatterns.Exchange>()
            .Begin(m => m.Call, t => t.Price > 1)
            .FollowedByAny(m => m.Answer, (q, m) => q.BidPrice >= m.Call.Last.Price)
            .NotFollowedBy(m => m.Late, t => t.Price == 6)
            .Within(TimeSpan.FromSeconds(6.7))
            .NoSkip(EventUse.Shared);

        public override IObservable<double> Query(EventStream<Trade> trades, EventStream<Quote> quotes) =>
            trades.Match(quotes, Pattern).Select(m => m.Call.Last.Price * 10 + m.Answer.Last.BidPrice);
    }

    /// <summary>Partial matches that share what they have in common.</summary>
    [Rule("pairs")]
    private sealed class Pairs : Rule<Trade, double>
    {
        public override IObservable<double> Query(EventStream<Trade> trades) => trades.Match(AnyTwo).Select(m => m.First.Last.Price * 10 + m.Second.Last.Price);
    }

    /// <summary>A number of all matches, none of them listed.</summary>
    [Rule("sums")]
    private sealed class Sums : Rule<Trade, double>
    {
        public override IObservable<double> Query(EventStream<Trade> trades) => trades.Match(AnyTwo).Sum(m => m.First, t => t.Price);
    }

    /// <summary>Of the matches from one event the longest.</summary>
    [Rule("rises")]
    private sealed class Rises : Rule<Trade, double>
    {
        private static readonly Pattern<KeyedPatterns.Steps<Trade>> Pattern = Cep.Pattern.Of<KeyedPatterns.Steps<Trade>>()
            .Begin(m => m.First)
            .FollowedBy(m => m.Second, (t, m) => t.Price > m.All.Last.Price).OneOrMore()
            .Within(TimeSpan.FromSeconds(7.2))
            .Preferred()
            .SkipToNext(EventUse.Shared);

        public override IObservable<double> Query(EventStream<Trade> trades) => trades.Match(Pattern).Select(m => m.All.Sum(t => t.Price));
    }

    private static readonly Pattern<KeyedPatterns.Steps<Trade>> AnyTwo = Pattern.Of<KeyedPatterns.Steps<Trade>>()
        .Begin(m => m.First, t => t.Price > 2)
        .FollowedByAny(m => m.Second, t => t.Price < 5)
        .Within(TimeSpan.FromSeconds(9.2))
        .NoSkip(EventUse.Shared);
}
