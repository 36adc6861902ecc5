namespace Cep.Rules;

public sealed class QuoteStuffingTests
{
    private static readonly Tape Quotes = Tape.Load("Tapes/quote-stuffing.tape");

    [Fact]
    public void Consecutive_windows_of_many_updates_are_told_and_told_again_while_it_lasts() =>
        Quotes.Run(Rule(windows: 2)).ShouldDerive(
            ("IBM", "2013-10-07T13:30:02Z", new QuoteStuffing(6, 1, 100.01, 100.02, At(0), At(2))),
            ("IBM", "2013-10-07T13:30:04Z", new QuoteStuffing(7, 0, 100.02, 100.02, At(2), At(4))));

    [Fact]
    public void A_gap_between_windows_begins_anew() =>
        Quotes.Run(Rule(windows: 1)).ShouldDerive<QuoteStuffing>(
            ("BAC", "2013-10-07T13:30:01Z", found => found is { Updates: 3, Trades: 0, LowMid: 14.005, HighMid: 14.005 }),
            ("C", "2013-10-07T13:30:01Z", _ => true),
            ("D", "2013-10-07T13:30:01Z", _ => true),
            ("IBM", "2013-10-07T13:30:01Z", _ => true),
            ("IBM", "2013-10-07T13:30:02Z", found => found is { Updates: 3, Trades: 1 }),
            ("BAC", "2013-10-07T13:30:03Z", _ => true),
            ("IBM", "2013-10-07T13:30:03Z", found => found.Updates == 4),
            ("IBM", "2013-10-07T13:30:04Z", found => found.Updates == 3));

    [Fact]
    public void Prints_and_moves_that_are_allowed_are_parameters() =>
        Quotes.Run(new QuoteStuffingRule { MinUpdates = 3, MaxTrades = 2, MaxMovePercent = 0.1 }).ShouldDerive<QuoteStuffing>(
            ("C", "2013-10-07T13:30:02Z", found => found.Trades == 2),
            ("D", "2013-10-07T13:30:02Z", found => found is { LowMid: 10.005, HighMid: 10.015 }),
            ("IBM", "2013-10-07T13:30:02Z", _ => true),
            ("IBM", "2013-10-07T13:30:04Z", _ => true));

    [Fact]
    public void Output_is_that_of_the_golden_file() => Quotes.Run(Rule(windows: 2)).ShouldMatchGolden("Tapes/quote-stuffing.jsonl");

    internal static QuoteStuffingRule Rule(int windows) => new() { MinUpdates = 3, MaxTrades = 1, Windows = windows };

    private static EventTime At(int second) => EventTime.Parse($"2013-10-07T13:30:0{second}Z");
}

public sealed class QuoteStuffingContract : RuleContract<QuoteStuffingRule>
{
    protected override QuoteStuffingRule CreateRule() => QuoteStuffingTests.Rule(windows: 2);

    protected override IReadOnlyList<Tape> CreateTapes() => [Tape.Load("Tapes/quote-stuffing.tape")];
}
