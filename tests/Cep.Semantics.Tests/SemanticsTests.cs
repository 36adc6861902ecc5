using System.Globalization;
using Cep.Semantics.Document;
using Cep.Semantics.Running;
using Xunit;

namespace Cep.Semantics;

/// <summary>Runs every table of semantics.md through the engine.</summary>
public sealed class SemanticsTests
{
    private static readonly RuleCatalog Catalog = new(typeof(SemanticsTests).Assembly);

    public static TheoryData<string, int, int> Runs
    {
        get
        {
            var runs = new TheoryData<string, int, int>();
            foreach (var example in SemanticsDocument.Examples)
            {
                foreach (var (batchSize, shards) in new[] { (1024, 1), (1, 1), (2, 1), (3, 2), (1, 3) }) runs.Add(example.Title, batchSize, shards);
            }

            return runs;
        }
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void The_engine_gives_what_the_document_says(string title, int batchSize, int shards)
    {
        var example = SemanticsDocument.Examples.Single(example => example.Title == title);
        var rules = Catalog.Create(example.Queries.Select(query => query.Rule));
        var results = new Results();
        var outputs = new RunOutputs { DeadLetters = results, OnLate = results.Write }.Add(results);
        new Engine(rules, OptionsOf(example, batchSize, shards)).Run(
            TableFeed.Of(example.Events), outputs, TestContext.Current.CancellationToken);
        foreach (var kind in new[] { "derived", "dead letter", "late" }) Comparison.Check(example.Results(kind), results.Of(kind), kind);
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void The_log_has_the_sequence_numbers_that_the_document_gives(string title, int batchSize, int shards)
    {
        var example = SemanticsDocument.Examples.Single(example => example.Title == title);
        var events = example.Events;
        var found = new SortedDictionary<long, string>();
        EventLog.Read(
            TableFeed.Of(events), batch => Note(batch, found), new RunOutputs(),
            OptionsOf(example, batchSize, shards), TestContext.Current.CancellationToken);
        var expected = Enumerable.Range(0, events.Rows.Count)
            .Where(row => events.Cell(row, "event") is not ("late" or "heartbeat") && IsIn(example.Range, TableFeed.TimeOf(events.Cell(row, "time"))))
            .OrderBy(row => int.Parse(events.Cell(row, "event"), CultureInfo.InvariantCulture))
            .Select(row => $"{events.Cell(row, "event")} {TableFeed.TimeOf(events.Cell(row, "time"))} {events.Cell(row, "symbol")} {TradeIn(events, row)}");
        Assert.Equal(expected, found.Values);
    }

    [Fact]
    public void Every_query_of_the_document_is_the_text_of_the_rule_that_runs()
    {
        Assert.NotEmpty(SemanticsDocument.Examples);
        Assert.All(SemanticsDocument.Examples, example => Assert.NotEmpty(example.Queries));
        var inDocument = SemanticsDocument.Examples.SelectMany(example => example.Queries).Distinct();
        Assert.All(inDocument, query => Assert.Equal(QuerySource.Of(query.Rule), query.Text));
    }

    private static EngineOptions OptionsOf(Example example, int batchSize, int shards) =>
        new() { BatchSize = batchSize, Shards = shards, From = example.Range.From, To = example.Range.To, Timing = example.Timing };

    private static bool IsIn((EventTime From, EventTime To) range, EventTime time) => time >= range.From && time < range.To;

    private static void Note(EventBatch batch, SortedDictionary<long, string> found)
    {
        foreach (var column in batch.Columns)
        {
            for (var row = 0; row < column.Count; row++)
            {
                found.Add(column.Sequences[row], $"{column.Sequences[row]} {new EventTime(column.Times[row])} {Symbol.FromId(column.Keys[row]).Name} {TradeIn(column, row)}");
            }
        }
    }

    private static string TradeIn(MarkdownTable events, int row) =>
        !TableFeed.IsTrade(events, row) ? "" : $"{OneUnlessGiven(events.Cell(row, "price"))} x {OneUnlessGiven(events.Cell(row, "size"))}";

    private static string TradeIn(Column column, int row) => column is Column<Trade> trades
        ? string.Create(CultureInfo.InvariantCulture, $"{trades.Values[row].Price} x {trades.Values[row].Size}")
        : "";

    private static string OneUnlessGiven(string cell) => cell.Length == 0 ? "1" : cell;
}
