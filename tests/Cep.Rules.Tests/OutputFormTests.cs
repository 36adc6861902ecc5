using System.Text;
using Cep.Feeds.Files;

namespace Cep.Rules;

public sealed class OutputFormTests
{
    [Theory]
    [InlineData("block-trade")]
    [InlineData("important-prints")]
    [InlineData("buy-opportunity")]
    public void A_golden_line_is_what_the_sink_for_json_lines_writes(string tape)
    {
        var events = Tape.Load($"Tapes/{tape}.tape");
        var catalog = new RuleCatalog(typeof(BlockTradeRule).Assembly);
        using var written = new MemoryStream();
        using (var sink = new JsonLinesSink(written))
        {
            new Engine(catalog.Create(catalog.Names)).Run([events.ToFeed()], new RunOutputs().Add(sink), TestContext.Current.CancellationToken);
        }

        var lines = Encoding.UTF8.GetString(written.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.NotEmpty(lines);
        Assert.Equal(events.Run(catalog.Create(catalog.Names)).Lines, lines);
    }
}
