using System.Diagnostics;
using System.Globalization;
using Cep.Feeds.Kafka;

namespace Cep.Live.Tracing;

public sealed class LiveTracingTests
{
    private const string Incoming = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private static readonly EventId Id = new(UInt128.Parse("00112233445566778899aabbccddeeff", NumberStyles.HexNumber, CultureInfo.InvariantCulture));

    [Fact]
    public void A_derived_event_goes_on_in_the_trace_of_its_tick()
    {
        Assert.True(LiveTracing.TryParse(Incoming, out var cause));
        Assert.Equal("00-0af7651916cd43dd8448eb211c80319c-8899aabbccddeeff-01", LiveTracing.HeaderOf(null, Id, cause));
    }

    [Fact]
    public void Without_a_trace_the_header_is_made_of_the_id_so_that_a_replay_gives_it_again()
    {
        Assert.Equal("00-00112233445566778899aabbccddeeff-8899aabbccddeeff-01", LiveTracing.HeaderOf(null, Id, default));
        Assert.Equal(KafkaSink.TraceParentOf(Id), LiveTracing.HeaderOf(null, Id, default));
        Assert.Equal("00-00000000000000000000000000000001-0000000000000001-01", LiveTracing.HeaderOf(null, default, default));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("00-zz-b7ad6b7169203331-01")]
    public void A_bad_header_is_none(string? header) => Assert.False(LiveTracing.TryParse(header, out _));

    [Fact]
    public void Where_somebody_listens_the_header_names_the_span()
    {
        List<Activity> ended = [];
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == LiveTracing.Name,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Add,
        };
        ActivitySource.AddActivityListener(listener);
        Assert.True(LiveTracing.TryParse(Incoming, out var cause));
        string header;
        using (var activity = LiveTracing.Begin(Id, "ema-breakout", "ACME", cause)) header = LiveTracing.HeaderOf(activity, Id, cause);
        var span = Assert.Single(ended);
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", span.TraceId.ToHexString());
        Assert.Equal("b7ad6b7169203331", span.ParentSpanId.ToHexString());
        Assert.Equal(Id.ToString(), span.GetTagItem("cep.event_id"));
        Assert.Equal($"00-0af7651916cd43dd8448eb211c80319c-{span.SpanId.ToHexString()}-01", header);
    }

    [Fact]
    public void The_trace_is_that_of_the_last_cause_that_has_one()
    {
        var log = new TraceLog(3);
        foreach (var sequence in new[] { 10, 20, 30, 40 }) log.Add(sequence, ContextOf(sequence));
        Assert.Equal(ContextOf(30), log.Of(new Causes(15, 35, 2)));
        Assert.Equal(ContextOf(40), log.Of(Causes.Of(40)));
        Assert.Equal(default, log.Of(new Causes(21, 29, 2)));
        Assert.Equal(default, log.Of(Causes.Of(10)));
    }

    private static ActivityContext ContextOf(int number) =>
        new(ActivityTraceId.CreateFromString($"{number:x32}"), ActivitySpanId.CreateFromString($"{number:x16}"), ActivityTraceFlags.Recorded);
}
