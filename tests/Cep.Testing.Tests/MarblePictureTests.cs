namespace Cep.Testing;

public sealed class MarblePictureTests
{
    private static readonly Tape Morning = Tape.On("2013-10-07")
        .Trade("BAC", "13:30:00", 14, 900)
        .Trade("IBM", "13:30:00.5", 182.5, 200)
        .Trade("IBM", "13:31:00", 182.6, 300)
        .Trade("IBM", "13:31:00", 182.6, 400);

    [Fact]
    public void A_failed_expectation_draws_both_sides_on_one_ruler_and_lists_the_differences()
    {
        var run = Morning.Run(new BigPrint());

        var fault = Assert.Throws<XunitException>(() => run.ShouldDerive(
            ("BAC", "13:30:00", new Big(14, 900)),
            ("IBM", "13:30:00.5", new Big(182.5, 200)),
            ("IBM", "13:31:00", new Big(182.6, 300)),
            ("IBM", "13:35:00", new Big(182.6, 400))));

        Assert.Equal(
            """
            Expected 4 derived events of type Big, got 4; 2 of them differ.

            2013-10-07            13:30:00.5  13:31:00  13:35:00
            IBM         expected  a-----------b---------c---------|
                        actual    a-----------(bc)----------------|
            Not drawn: 1 other keys.

            a  {"price":182.5,"size":200}
            b  {"price":182.6,"size":300}
            c  {"price":182.6,"size":400}

            IBM at 2013-10-07T13:31:00.000000000Z
              expected  nothing
              actual    {"price":182.6,"size":400}
            IBM at 2013-10-07T13:35:00.000000000Z
              expected  {"price":182.6,"size":400}
              actual    nothing
            """.ReplaceLineEndings("\n"),
            fault.Message);
    }

    [Fact]
    public void A_condition_that_does_not_hold_is_a_question_mark()
    {
        var run = Morning.Only(Symbol.Of("BAC")).Run(new BigPrint());

        var fault = Assert.Throws<XunitException>(() => run.ShouldDerive<Big>(("BAC", "13:30:00", big => big.Size < 900)));

        Assert.Equal(
            """
            Expected 1 derived events of type Big, got 1; 1 of them differ.

            2013-10-07            13:30:00
            BAC         expected  ?---------|
                        actual    a---------|

            ?  a payload for which the condition holds
            a  {"price":14,"size":900}

            BAC at 2013-10-07T13:30:00.000000000Z
              expected  a payload for which the condition holds
              actual    {"price":14,"size":900}
            """.ReplaceLineEndings("\n"),
            fault.Message);
    }

    [Fact]
    public void Days_are_told_where_there_are_several_and_long_runs_are_drawn_from_the_first_difference_on()
    {
        var tape = Tape.On("2013-10-07");
        for (var hour = 13; hour < 21; hour++) tape.Trade("IBM", $"{hour}:00", hour, 200);
        tape.Trade("IBM", "2013-10-08T13:00:00Z", 1, 200);
        var run = tape.Run(new BigPrint());
        var expected = Enumerable.Range(13, 7).Select(hour => ("IBM", $"{hour}:00", new Big(hour, 200))).ToList();

        var fault = Assert.Throws<XunitException>(() => run.ShouldDerive<Big>(expected));

        Assert.StartsWith(
            """
            Expected 7 derived events of type Big, got 9; 2 of them differ.

                                  2013-10-07 19:00:00  2013-10-07 20:00:00  2013-10-08 13:00:00
            IBM         expected  a--------------------------------------------------------------|
                        actual    a--------------------b--------------------c--------------------|
            """.ReplaceLineEndings("\n"),
            fault.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_expected_and_something_derived_fails()
    {
        var fault = Assert.Throws<XunitException>(() => Morning.Run(new BigPrint()).ShouldDeriveNothing<Big>());

        Assert.StartsWith("Expected 0 derived events of type Big, got 4; 4 of them differ.", fault.Message, StringComparison.Ordinal);
        Morning.Run(new BigPrint()).ShouldDeriveNothing<Trade>();
    }
}
