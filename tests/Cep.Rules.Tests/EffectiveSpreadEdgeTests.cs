using CsCheck;

namespace Cep.Rules;

/// <summary>What the quote valid at a trade's time is, and whose the trade is, where it is not obvious; worked out by hand.</summary>
public sealed class EffectiveSpreadEdgeTests
{
    private const TradeSide Buy = TradeSide.Buy;
    private const TradeSide Sell = TradeSide.Sell;
    private const TradeSide Unknown = TradeSide.Unknown;

    [Fact]
    public void The_latest_bid_and_ask_count_whatever_the_exchange_and_however_good() =>
        Assert.Equal(
            [(10.01, 9.98, 10.05, Sell)],
            Spreads(Quote(0, 10.00, 10.02, 'N'), Quote(1, 9.98, 0, 'P'), Quote(2, 0, 10.05, 'Q'), Trade(3, 10.01)));

    [Fact]
    public void A_side_that_is_left_out_stays_and_an_update_of_neither_changes_nothing() =>
        Assert.Equal(
            [(10.02, 10.00, 10.02, Buy), (10.02, 10.00, 10.02, Buy)],
            Spreads(Quote(0, 10.00, 0), Trade(1, 10.01), Quote(2, 0, 10.02), Trade(3, 10.02), Quote(4, 0, 0), Trade(5, 10.02)));

    [Fact]
    public void Quotes_of_the_trades_time_count_wherever_they_stand_and_later_ones_do_not() =>
        Assert.Equal(
            [(10.01, 10.01, 10.03, Sell), (10.01, 10.01, 10.01, Unknown)],
            Spreads(Quote(1, 10.00, 10.02), Trade(1, 10.01), Quote(1, 10.01, 0), Quote(1, 0, 10.03), Trade(2, 10.01), Quote(2, 0, 10.01), Quote(2.000000001, 9, 9)));

    [Fact]
    public void In_a_locked_market_the_tick_rule_decides_and_zero_ticks_keep_its_answer() =>
        Assert.Equal(
            [(10.00, 10.00, 10.00, Unknown), (10.01, 10.00, 10.00, Buy), (10.00, 10.00, 10.00, Sell), (10.00, 10.00, 10.00, Sell)],
            Spreads(Quote(0, 10.00, 10.00), Trade(1, 10.00), Trade(2, 10.01), Trade(3, 10.00), Trade(4, 10.00)));

    [Fact]
    public void In_a_crossed_market_the_mid_lies_between_and_bid_and_ask_stay_as_quoted() =>
        Assert.Equal(
            [(10.02, 10.04, 10.00, Unknown), (10.03, 10.04, 10.00, Buy), (10.02, 10.04, 10.00, Sell)],
            Spreads(Quote(0, 10.04, 10.00), Trade(1, 10.02), Trade(2, 10.03), Trade(3, 10.02)));

    [Fact]
    public void The_tick_rule_knows_trades_from_before_the_first_quote() =>
        Assert.Equal([(10.01, 10.00, 10.02, Buy)], Spreads(Trade(0, 10.00), Trade(1, 10.01), Trade(1, 10.01), Quote(2, 10.00, 10.02), Trade(3, 10.01)));

    [Fact]
    public void Half_a_cent_above_the_mid_is_above_it() =>
        Assert.Equal(
            [(12.015, 12.01, 12.02, Unknown), (12.0151, 12.01, 12.02, Buy), (12.0149, 12.01, 12.02, Sell)],
            Spreads(Quote(0, 12.01, 12.02), Trade(1, 12.015), Trade(2, 12.0151), Trade(3, 12.0149)));

    /// <summary>In whole cents and by searching backward, so that nothing is shared with the rule.</summary>
    [Fact]
    public void Any_stream_agrees_with_looking_back_from_each_trade() =>
        Gen.Select(Gen.Int[0, 12], Gen.Int[0, 4], Gen.Int[0, 4], Gen.Bool).Array[0, 40].Sample(raw =>
        {
            var rows = raw.OrderBy(row => row.Item1).Select(row => (Second: row.Item1, A: row.Item2, B: row.Item3, IsTrade: row.Item4)).ToArray();
            var expected = new List<(double, double, double, TradeSide)>();
            foreach (var (row, at) in rows.Select((row, at) => (row, at)).Where(x => x.row.IsTrade))
            {
                var bid = rows.LastOrDefault(q => !q.IsTrade && q.Second <= row.Second && q.A > 0).A;
                var ask = rows.LastOrDefault(q => !q.IsTrade && q.Second <= row.Second && q.B > 0).B;
                if (bid == 0 || ask == 0) continue;
                var before = rows.Take(at).LastOrDefault(t => t.IsTrade && t.A != row.A, row).A;
                var against = 2 * row.A != bid + ask ? bid + ask : 2 * before;
                expected.Add((1 + row.A / 100.0, 1 + bid / 100.0, 1 + ask / 100.0, 2 * row.A > against ? Buy : 2 * row.A < against ? Sell : Unknown));
            }

            Assert.Equal(expected, Spreads([.. rows.Select(row => row.IsTrade ? Trade(row.Second, 1 + row.A / 100.0) : Quote(row.Second, Price(row.A), Price(row.B)))]));
        }, iter: 300);

    private static double Price(int cents) => cents == 0 ? 0 : 1 + cents / 100.0;

    private static EventTime At(double seconds) => new(EventTime.Parse("2013-10-07T13:30:00Z").Nanos + (long)Math.Round(seconds * 1e9));

    private static IEvent Trade(double seconds, double price) => new Trade(At(seconds), Symbol.Of("A"), price, 100);

    private static IEvent Quote(double seconds, double bid, double ask, char exchange = 'N') => new Quote(At(seconds), Symbol.Of("A"), bid, 100, ask, 100, 0, exchange);

    private static IEnumerable<(double Price, double Bid, double Ask, TradeSide Side)> Spreads(params IEvent[] events)
    {
        var tape = Tape.Empty();
        foreach (var each in events)
        {
            if (each is Trade trade) tape.Add(trade);
            else tape.Add((Quote)each);
        }

        return RuleRun.Over(tape, new EffectiveSpreadRule()).Derived<EffectiveSpread>()
            .Select(derived => (derived.Payload.Price, derived.Payload.Bid, derived.Payload.Ask, derived.Payload.Side));
    }
}
