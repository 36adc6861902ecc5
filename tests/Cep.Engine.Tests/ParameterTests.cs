using System.Reflection;

namespace Cep.Tests;

public sealed class ParameterTests
{
    private static readonly RuleCatalog Catalog = new(Assembly.GetExecutingAssembly());

    [Theory]
    [InlineData("tuned.count=0", "Rule 'tuned', parameter 'count': '0' (--set) is not allowed; expected a whole number from 1 to 10.")]
    [InlineData("tuned.count=x", "Rule 'tuned', parameter 'count': 'x' (--set) is not allowed; expected a whole number from 1 to 10.")]
    [InlineData("tuned.factor=NaN", "Rule 'tuned', parameter 'factor': 'NaN' (--set) is not allowed; expected a number of at least 0.5.")]
    [InlineData("tuned.within=2d", "Rule 'tuned', parameter 'within': '2d' (--set) is not allowed; expected a duration such as 250ms, 30s, 5m, 1h, 2d or 00:05:00 from 1s to 1d.")]
    [InlineData("tuned.colour=mauve", "Rule 'tuned', parameter 'colour': 'mauve' (--set) is not allowed; expected one of red, green.")]
    [InlineData("tuned.colour=7", "Rule 'tuned', parameter 'colour': '7' (--set) is not allowed; expected one of red, green.")]
    [InlineData("tuned.loud=maybe", "Rule 'tuned', parameter 'loud': 'maybe' (--set) is not allowed; expected true or false.")]
    [InlineData("tuned.size=1", "Rule 'tuned' has no parameter 'size' (--set); it has count, factor, within, colour, loud, names.")]
    [InlineData("tuned.count=3", "Rule 'tuned': count must not be 3 (try 4).")]
    [InlineData("tunned.count=3", "There is no rule 'tunned'; the rules are tuned.")]
    [InlineData("count=3", "'count=3' (--set) is no setting; expected rule.parameter=value, such as block-trade.minSize=5000.")]
    [InlineData("tuned.count", "'tuned.count' (--set) is no setting; expected rule.parameter=value, such as block-trade.minSize=5000.")]
    public void A_bad_setting_is_told_with_rule_parameter_value_and_what_is_allowed(string setting, string message)
    {
        var fault = Assert.Throws<RuleException>(() => Catalog.Create(["tuned"], [RuleSetting.Parse(setting, "--set")]));
        Assert.Equal(message, fault.Message);
    }

    [Fact]
    public void Settings_are_bound_in_any_case_and_the_last_one_holds()
    {
        string[] settings = ["tuned.COUNT=5", "tuned.factor=1e3", "tuned.within=1.5m", "tuned.colour=GREEN", "tuned.loud=true", "tuned.names=a, b,,c", "tuned.count=7"];
        var rule = (Tuned)Assert.Single(Catalog.Create(["tuned"], settings.Select(text => RuleSetting.Parse(text, "test"))));
        Assert.Equal((7, 1000.0, TimeSpan.FromSeconds(90), Colour.Green, true), (rule.Count, rule.Factor, rule.Within, rule.Colour, rule.Loud));
        Assert.Equal(["a", "b", "c"], rule.Names);
        Assert.Equal(["7", "1000", "90s", "green", "true", "a,b,c"], Catalog.ParametersOf("tuned").Select(parameter => parameter.TextOf(rule)));
    }

    [Theory]
    [InlineData("250ms", 0.25)]
    [InlineData("5m", 300)]
    [InlineData("1.5h", 5400)]
    [InlineData("2d", 172800)]
    [InlineData("00:05:00", 300)]
    public void Durations_are_read_as_people_write_them(string text, double seconds)
    {
        Assert.True(Duration.TryParse(text, out var duration));
        Assert.Equal(TimeSpan.FromSeconds(seconds), duration);
        Assert.True(Duration.TryParse(Duration.Format(duration), out var again));
        Assert.Equal(duration, again);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("-5s")]
    [InlineData("s")]
    [InlineData("1e300d")]
    [InlineData("99999999999999d")]
    public void What_is_no_duration_is_refused(string text) => Assert.False(Duration.TryParse(text, out _));
}

public enum Colour
{
    Red,
    Green,
}

[Rule("tuned", Summary = "Has a parameter of each type.")]
public sealed class Tuned : Rule<Trade, double>
{
    [Parameter("How many.", Min = 1, Max = 10)]
    public int Count { get; init; } = 2;

    [Parameter("How much.", Min = 0.5)]
    public double Factor { get; init; } = 1;

    [Parameter("How long.", Min = 1, Max = 86400)]
    public TimeSpan Within { get; init; } = TimeSpan.FromMinutes(1);

    [Parameter("Which.")]
    public Colour Colour { get; init; }

    [Parameter("Whether.")]
    public bool Loud { get; init; }

    [Parameter("Who.")]
    public IReadOnlyList<string> Names { get; init; } = [];

    public override string? Validate() => Count == 3 ? "count must not be 3 (try 4)." : null;

    public override IObservable<double> Query(EventStream<Trade> events) => events.Select(t => t.Price);
}
