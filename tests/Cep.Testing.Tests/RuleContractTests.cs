namespace Cep.Testing;

/// <summary>The contract is worth something only if rules that are wrong do not pass it.</summary>
public sealed class RuleContractTests
{
    /// <summary>IBM is always above BAC, so a BAC print is never above the print before it, whereas alone two of the three are.</summary>
    private static readonly Tape Turns = Tape.On("2013-10-07")
        .Trade("IBM", "13:30:00", 20, 200)
        .Trade("BAC", "13:30:00", 10, 200)
        .Trade("IBM", "13:30:01", 21, 200)
        .Trade("BAC", "13:30:02", 9, 200)
        .Trade("IBM", "13:30:03", 22, 200)
        .Trade("BAC", "13:30:04", 11, 200);

    [Fact]
    public void State_in_a_captured_variable_fails_because_keys_are_mixed_up()
    {
        var contract = new ContractOf<LeakyUptick>(Turns);

        var fault = Assert.Throws<XunitException>(contract.Keys_are_independent_of_each_other);

        Assert.StartsWith("The output differs with BAC together with the other keys, compared to BAC alone", fault.Message, StringComparison.Ordinal);
        Assert.EndsWith("Does the rule keep state in a field, or in a variable that a lambda captures? State belongs in operators such as Scan.", fault.Message, StringComparison.Ordinal);
        Assert.Throws<XunitException>(contract.Number_of_shards_does_not_show_in_the_output);
        Assert.Throws<XunitException>(contract.Ties_keep_the_order_of_the_log);
    }

    [Fact]
    public void State_in_a_field_fails_on_replay()
    {
        var fault = Assert.Throws<XunitException>(new ContractOf<FirstEver>(Turns).Replay_gives_the_same_output);

        Assert.StartsWith("The output differs with a second run of the same rule object: 1 derived events before, 0 now.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_must_say_what_it_is()
    {
        var contract = new ContractOf<Nameless>(Turns);

        Assert.Equal(
            "The name 'Nameless One' is not made of lower-case words joined by hyphens, such as ema-breakout.",
            Assert.Throws<XunitException>(contract.Name_version_and_summary_are_present).Message);
        Assert.Equal("Parameter 'count' has no description.", Assert.Throws<XunitException>(contract.Parameters_are_documented_and_their_defaults_allowed).Message);
        Assert.Equal("Double is written as 10, which is no JSON object.", Assert.Throws<XunitException>(contract.Payloads_are_JSON_objects_that_round_trip).Message);
    }

    [Fact]
    public void Tapes_that_show_nothing_fail()
    {
        var quiet = Tape.On("2013-10-07").Trade("IBM", "13:30", 1, 1).Trade("BAC", "13:30", 1, 1);
        var alone = Tape.On("2013-10-07").Trade("IBM", "13:30", 1, 200);

        Assert.StartsWith("The rule derives nothing from the 1 tapes", FaultOn(quiet), StringComparison.Ordinal);
        Assert.StartsWith("Each tape needs at least two symbols", FaultOn(alone), StringComparison.Ordinal);
    }

    private static string FaultOn(Tape tape) =>
        Assert.Throws<XunitException>(new ContractOf<BigPrint>(tape).The_tapes_show_the_rule_at_work).Message;

#pragma warning disable xUnit1000 // Not to be run by itself: it is handed rules that must fail.
    private sealed class ContractOf<TRule>(Tape tape) : RuleContract<TRule>
        where TRule : Rule, new()
    {
        protected override TRule CreateRule() => new();

        protected override IReadOnlyList<Tape> CreateTapes() => [tape];
    }
#pragma warning restore xUnit1000
}

/// <summary>And a rule that is right passes.</summary>
public sealed class BigPrintContract : RuleContract<BigPrint>
{
    protected override BigPrint CreateRule() => new();

    protected override IReadOnlyList<Tape> CreateTapes() =>
    [
        Tape.On("2013-10-07").Trade("IBM", "13:30:00", 20, 200).Trade("BAC", "13:30:00", 10, 200).Trade("IBM", "13:30:00", 21, 300).Trade("BAC", "13:30:01", 9, 50),
    ];
}

/// <summary>So does one with Rx operators that the engine does not have, also where it speaks at the end of the input.</summary>
public sealed class PrintPairsContract : RuleContract<PrintPairs>
{
    protected override PrintPairs CreateRule() => new();

    protected override IReadOnlyList<Tape> CreateTapes() =>
    [
        Tape.On("2013-10-07").Trade("IBM", "13:30:00", 20).Trade("BAC", "13:30:00", 10).Trade("IBM", "13:30:00", 21)
            .Trade("BAC", "13:30:01", 9).Trade("IBM", "13:30:01", 22).Trade("BAC", "13:30:02", 9).Trade("BAC", "13:30:03", 9),
    ];
}
