using Xunit;

namespace Cep.Feeds.Files.Tests;

public sealed class JsonLinesDeadLettersTests
{
    [Fact]
    public void Each_letter_is_a_line_with_what_is_known_of_it()
    {
        using var folder = new TempFolder();
        using (var sink = new JsonLinesDeadLetters(folder["dead.jsonl"]))
        {
            sink.Write(new DeadLetter(DeadLetterReason.Malformed, "a.csv", 7, "price 'x' is no number", "IBM,\"x\""));
            sink.Write(new DeadLetter(DeadLetterReason.RuleFault, "ema-breakout", 42, "boom")
            {
                Version = 3,
                Key = "IBM",
                Time = EventTime.Parse("2013-10-07T13:30:00Z"),
            });
            Assert.Equal(2, sink.Count);
        }

        Assert.Equal(
            "{\"reason\":\"malformed\",\"source\":\"a.csv\",\"position\":7,\"message\":\"price 'x' is no number\",\"raw\":\"IBM,\\\"x\\\"\"}\n"
            + "{\"reason\":\"ruleFault\",\"source\":\"ema-breakout\",\"position\":42,\"rule\":\"ema-breakout\",\"version\":3,\"key\":\"IBM\","
            + "\"time\":\"2013-10-07T13:30:00.000000000Z\",\"message\":\"boom\"}\n",
            File.ReadAllText(folder["dead.jsonl"]));
    }

    [Fact]
    public void Full_disk_is_named_with_the_file()
    {
        if (!File.Exists("/dev/full")) Assert.Skip("This system has no /dev/full.");
        var sink = new JsonLinesDeadLetters("/dev/full");
        sink.Write(new DeadLetter(DeadLetterReason.Malformed, "a.csv", 7, "bad"));
        Assert.StartsWith("can't write to /dev/full: No space left on device; ", Assert.Throws<SinkException>(sink.Dispose).Message, StringComparison.Ordinal);
    }
}
