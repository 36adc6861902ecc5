namespace Cep.Rules;

public sealed class ImportantPrintsTests
{
    private static readonly Tape Prints = Tape.Load("Tapes/important-prints.tape");

    [Fact]
    public void Each_print_has_the_grade_whose_threshold_it_reaches()
    {
        Prints.Run(new ImportantPrintsRule()).ShouldDerive(
            ("IBM", "2013-10-07T13:30:00Z", new ImportantPrint(PrintGrade.Notable, 100, 5_000, 500_000, 'N')),
            ("BAC", "2013-10-07T13:30:00Z", new ImportantPrint(PrintGrade.Notable, 10, 99_999, 999_990, 'N')),
            ("BAC", "2013-10-07T13:30:01Z", new ImportantPrint(PrintGrade.Large, 10, 100_000, 1_000_000, 'N')),
            ("IBM", "2013-10-07T13:30:02Z", new ImportantPrint(PrintGrade.Large, 100, 49_999, 4_999_900, null)),
            ("IBM", "2013-10-07T13:30:03Z", new ImportantPrint(PrintGrade.Exceptional, 100, 50_000, 5_000_000, null)),
            ("BAC", "2013-10-07T13:30:05Z", new ImportantPrint(PrintGrade.Opening, 10, 5_000, 50_000, 'N')),
            ("IBM", "2013-10-07T20:00:00Z", new ImportantPrint(PrintGrade.Closing, 100, 90_000, 9_000_000, null)));
    }

    [Fact]
    public void Each_recipient_gets_only_what_it_asked_for()
    {
        var run = Prints.Run(new ImportantPrintsRule());

        Assert.Equal(
            [PrintGrade.Notable, PrintGrade.Notable, PrintGrade.Large, PrintGrade.Large, PrintGrade.Exceptional],
            GradesFor(run, "tape").Order());
        Assert.Equal([PrintGrade.Large, PrintGrade.Large, PrintGrade.Exceptional], GradesFor(run, "desk"));
        Assert.Equal([PrintGrade.Exceptional], GradesFor(run, "risk"));
        Assert.Equal([PrintGrade.Opening, PrintGrade.Closing], GradesFor(run, "auctions"));
    }

    [Fact]
    public void Recipients_and_thresholds_are_parameters()
    {
        var rule = new RuleCatalog(typeof(ImportantPrintsRule).Assembly).Create(
            ["important-prints"],
            [RuleSetting.Parse("important-prints.notable=499900", "test"), RuleSetting.Parse("important-prints.notableTo=anna, bert", "test")]).Single();

        var run = Prints.Run(rule);

        Assert.Equal(3, GradesFor(run, "anna").Count);
        Assert.Equal(GradesFor(run, "anna"), GradesFor(run, "bert"));
        Assert.Equal(3, GradesFor(run, "tape").Count);
    }

    [Fact]
    public void Thresholds_that_do_not_rise_are_refused()
    {
        var catalog = new RuleCatalog(typeof(ImportantPrintsRule).Assembly);

        var fault = Assert.Throws<RuleException>(() => catalog.Create(["important-prints"], [RuleSetting.Parse("important-prints.large=500000", "--set")]));

        Assert.Equal("Rule 'important-prints': the thresholds must rise: notable (500000) < large (500000) < exceptional (5000000).", fault.Message);
    }

    [Fact]
    public void Output_is_that_of_the_golden_file() => Prints.Run(new ImportantPrintsRule()).ShouldMatchGolden("Tapes/important-prints.jsonl");

    private static List<PrintGrade> GradesFor(RuleRun run, string recipient) =>
        [.. run.DerivedFor(recipient).Select(derived => ((ImportantPrint)derived.Payload).Grade)];
}

public sealed class ImportantPrintsContract : RuleContract<ImportantPrintsRule>
{
    protected override ImportantPrintsRule CreateRule() => new();

    protected override IReadOnlyList<Tape> CreateTapes() => [Tape.Load("Tapes/important-prints.tape")];
}
