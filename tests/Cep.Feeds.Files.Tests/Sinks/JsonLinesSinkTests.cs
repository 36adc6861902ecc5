using System.Security.Cryptography;
using System.Text;
using Xunit;

namespace Cep.Feeds.Files.Tests;

public sealed class JsonLinesSinkTests
{
    private const string Line =
        "{\"id\":\"0000000000000000000000000000abcd\",\"rule\":\"ema-breakout\",\"version\":1,\"type\":\"Breakout\",\"key\":\"IBM\","
        + "\"time\":\"2013-10-07T13:35:00.000000000Z\",\"status\":\"final\",\"causes\":{\"first\":17,\"last\":212,\"count\":196},"
        + "\"data\":{\"close\":181.25,\"side\":\"bullish\",\"at\":\"2013-10-07T13:30:00.000000000Z\",\"symbol\":\"IBM\",\"length\":\"00:05:00\",\"note\":null,\"last\":[1,2]}}\n";

    [Fact]
    public void Line_is_the_contract_to_the_byte_and_the_hash_is_that_of_the_bytes()
    {
        using var stream = new MemoryStream();
        using var sink = new JsonLinesSink(stream);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData([])), sink.Sha256);
        for (var i = 0; i < 500; i++) Derived.Write(sink);
        sink.Flush();
        var expected = string.Concat(Enumerable.Repeat(Line, 500));
        Assert.Equal(expected, Encoding.UTF8.GetString(stream.ToArray()));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(expected))), sink.Sha256);
        Assert.Equal(500, sink.Count);
    }

    [Fact]
    public void Sink_without_a_path_counts_and_hashes_the_same()
    {
        var sink = new JsonLinesSink((string?)null);
        Derived.Write(sink);
        sink.Dispose();
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Line))), sink.Sha256);
        Assert.Equal(1, sink.Count);
    }

    [Fact]
    public void Full_disk_is_named_with_the_file()
    {
        if (!File.Exists("/dev/full")) Assert.Skip("This system has no /dev/full.");
        var sink = new JsonLinesSink("/dev/full");
        Derived.Write(sink);
        var failure = Assert.Throws<SinkException>(sink.Flush);
        Assert.StartsWith("can't write to /dev/full: No space left on device; ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_that_is_not_there_is_named()
    {
        using var folder = new TempFolder();
        var failure = Assert.Throws<SinkException>(() => new JsonLinesSink(folder["none/out.jsonl"]));
        Assert.Contains(folder["none/out.jsonl"], failure.Message, StringComparison.Ordinal);
    }
}
