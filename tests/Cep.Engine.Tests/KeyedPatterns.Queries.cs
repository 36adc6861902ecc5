namespace Cep.Tests;

/// <content>Queries over the patterns, by how much they have to keep.</content>
internal static partial class KeyedPatterns
{
    /// <summary>Rules by how long a key has to be quiet until they forget it, null for never.</summary>
    public static Func<TimeSpan?, Rule>[] Queries =>
    [
        KeyedQueries.Of(t => t.Match(Strict).Select(TextOf)),
        KeyedQueries.Of(t => t.Select(x => x.Price).Pairwise().Match(StrictDerived).Select(m => m.All.Sum(x => x.Previous))),
        KeyedQueries.Of(t => t.Match(Consuming).Select(TextOf)),
        KeyedQueries.Of(t => t.Match(Waiting).Select(TextOf)),
        KeyedQueries.Of(t => t.Match(Absent).Select(TextOf)),
        KeyedQueries.Of(t => t.Match(Waiting).TimedOut(late => $"{late.Reached} {TextOf(late.Match)}")),
        KeyedQueries.Of(t => t.Match(Consuming).Ended().Select(end => $"{end.Cause} {end.Reached} {end.EndedBy} {TextOf(end.Match)}")),
        KeyedQueries.Of(t => t.Match(Shared).Select(TextOf)),
        KeyedQueries.Of(t => t.Match(Shared).First(2).Select(TextOf)),
        KeyedQueries.Of(t => t.Match(Shared).Last().Select(TextOf)),
        KeyedQueries.Of(t => t.Match(Shared).Maximal().Select(TextOf)),
        KeyedQueries.Of(t => t.Match(Waiting).Last().Select(TextOf)),
        KeyedQueries.Of(t => t.Match(PreferredFromStart).Maximal().Select(TextOf)),
        KeyedQueries.Of(t => t.Match(Shared).Count().Select(count => count.ToString(System.Globalization.CultureInfo.InvariantCulture))),
        KeyedQueries.Of(t => t.Match(Shared).Sum(m => m.Second, x => x.Price / 3)),
        KeyedQueries.Of(t => t.Match(Shared).Max(m => m.First, x => -x.Price)),
        KeyedQueries.Of(t => t.Match(Waiting).Min(m => m.Third, x => x.Price)),
        KeyedQueries.Of(t => t.Match(Preferred).Select(TextOf)),
        KeyedQueries.Of(t => t.Match(PreferredFromStart).TimedOut(late => $"{late.Reached} {TextOf(late.Match)}")),
        KeyedQueries.Of(t => t.Match(PreferredFromStart).Count().Select(count => (long)count)),
        KeyedQueries.Of(t => t.Match(Preferred).Ended().Select(end => $"{end.Cause} {end.Reached} {end.EndedBy} {TextOf(end.Match)}")),
        KeyedQueries.Of(t => t.Match(PreferredFromStart).Ended().Select(end => $"{end.Cause} {end.Reached} {end.EndedBy} {TextOf(end.Match)}")),
        KeyedQueries.Of(t => t.Match(Strict).Pairwise((one, other) => TextOf(one) + " / " + TextOf(other))),
        KeyedQueries.Of(t => t.Match(Waiting).Tumbling(20 * Second).Aggregate(() => new List<Steps<Trade>>(), Append, (a, b) => [.. a, .. b]).Select(w => string.Join(" / ", w.Value.Select(TextOf)))),
        KeyedQueries.WithQuotes((t, q) => t.Match(q, Answers).Select(TextOf)),
        KeyedQueries.WithQuotes((t, q) => t.Match(q, Answers).TimedOut(late => $"{late.Reached} {TextOf(late.Match)}")),
        KeyedQueries.WithQuotes((t, q) => t.Match(q, AnyAnswers).Sum(m => m.Answer, x => x.BidPrice)),
        KeyedQueries.WithQuotes((t, q) => t.Match(q, AnyAnswers).Pairwise((one, other) => TextOf(one) + " / " + TextOf(other))),
        KeyedQueries.WithQuotes((t, q) => t.Match(q, PreferredAnswers).Select(TextOf)),
        KeyedQueries.WithQuotes((t, q) => t.Match(Traded, KeyedQueries.Statuses(q)).Select(TextOf)),
        KeyedQueries.WithQuotes((t, q) => t.Match(Traded, KeyedQueries.Statuses(q)).TimedOut(late => $"{late.Reached} {TextOf(late.Match)}")),
        KeyedQueries.WithQuotes((t, q) => t.Match(Traded, KeyedQueries.Statuses(q)).Ended().Select(end => $"{end.Cause} {end.Reached} {end.EndedBy} {TextOf(end.Match)}")),
        KeyedQueries.WithQuotes((t, q) => t.Match(Traded, KeyedQueries.Statuses(q)).Count().Select(count => (long)count)),
        KeyedQueries.WithQuotes((t, q) => t.Match(AbsentTraded, KeyedQueries.Statuses(q)).Select(TextOf)),
        KeyedQueries.WithQuotes((t, q) => t.Match(PreferredTraded, KeyedQueries.Statuses(q)).Select(TextOf)),
        KeyedQueries.WithQuotes((t, q) => t.Match(PreferredTraded, KeyedQueries.Statuses(q)).Ended().Select(end => $"{end.Cause} {end.Reached} {end.EndedBy} {TextOf(end.Match)}")),
    ];

    /// <summary>All matches, of partial matches that share what they have in common.</summary>
    private static Pattern<Steps<Trade>> Shared { get; } = Pattern.Of<Steps<Trade>>()
        .Begin(m => m.First, x => x.Price < 5)
        .FollowedByAny(m => m.Second, x => x.Price > 2).Times(1, 3).AllowCombinations()
        .FollowedByAny(m => m.Third, x => x.Price != 4)
        .Within(9 * Second)
        .NoSkip(EventUse.Shared);

    /// <summary>Of the matches that begin at an event the one with the longest loop.</summary>
    private static Pattern<Steps<Trade>> Preferred { get; } = Pattern.Of<Steps<Trade>>()
        .Begin(m => m.First, x => x.Price > 1)
        .Next(m => m.Second, (x, m) => m.Second.IsEmpty || x.Price <= m.Second.Last.Price + 1).OneOrMore()
        .Next(m => m.Third, (x, m) => x.Price > m.First.Last.Price).Optional()
        .Within(11 * Second)
        .Preferred()
        .SkipToLast(m => m.Second, EventUse.Shared);

    /// <summary>A match that only the first events of a key can be.</summary>
    private static Pattern<Steps<Trade>> PreferredFromStart { get; } = Pattern.Of<Steps<Trade>>()
        .Begin(start => start.AtStart())
        .Next(m => m.First, x => x.Price < 6)
        .FollowedBy(m => m.Second, (x, m) => x.Price > m.First.Last.Price).WithinPrevious(4 * Second)
        .Within(8 * Second)
        .Preferred()
        .SkipToNext(EventUse.Shared);

    /// <summary>Events of two types, in loops that look back.</summary>
    private static Pattern<Exchange> Answers { get; } = Pattern.Of<Exchange>()
        .Begin(m => m.Call, x => x.Price > 1)
        .FollowedByAny(m => m.Answer, (q, m) => q.BidPrice >= m.Call.Last.Price).Times(1, 2)
        .NotFollowedBy(m => m.Late, x => x.Price == 6)
        .Within(10 * Second)
        .NoSkip(EventUse.Consumed);

    /// <summary>Events of two types that are looked at alone.</summary>
    private static Pattern<Exchange> AnyAnswers { get; } = Pattern.Of<Exchange>()
        .Begin(m => m.Call, x => x.Price > 2)
        .FollowedByAny(m => m.Answer, q => q.BidPrice < 5)
        .FollowedByAny(m => m.Late)
        .Within(10 * Second)
        .NoSkip(EventUse.Shared);

    private static Pattern<Exchange> PreferredAnswers { get; } = Pattern.Of<Exchange>()
        .Begin(m => m.Call)
        .FollowedBy(m => m.Answer).Times(1, 2).Reluctant()
        .FollowedBy(m => m.Late, (x, m) => x.Price > m.Call.Last.Price)
        .Within(12 * Second)
        .Preferred()
        .SkipPastLast();

    private static string TextOf(Exchange m) =>
        $"{string.Join(' ', m.Call.Sequences)} / {string.Join(' ', m.Answer.Sequences)} / {string.Join(' ', m.Late.Select(x => x.Price))}";

    private static List<Steps<Trade>> Append(List<Steps<Trade>> matches, Steps<Trade> match)
    {
        matches.Add(match);
        return matches;
    }

    public sealed class Exchange
    {
        public Stage<Trade> Call { get; } = new();

        public Stage<Quote> Answer { get; } = new();

        public Stage<Trade> Late { get; } = new();
    }
}
