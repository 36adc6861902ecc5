using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using Xunit;

namespace Cep.Feeds.Files.Tests;

public sealed class ArrowSinkTests
{
    [Fact]
    public void Common_columns_stand_beside_a_struct_for_each_type_that_is_null_elsewhere()
    {
        using var folder = new TempFolder();
        using (var sink = new ArrowSink(folder["out.arrow"], [Derived.BreakoutRule, Derived.SpikeRule]))
        {
            Derived.Write(sink);
            Derived.WriteSpike(sink);
        }

        using var reader = new ArrowFileReader(File.OpenRead(folder["out.arrow"]));
        using var batch = reader.ReadNextRecordBatch();
        Assert.Equal(
            ["id", "rule", "version", "type", "key", "time", "status", "cause_first", "cause_last", "cause_count", "Breakout", "Spike"],
            batch.Schema.FieldsList.Select(field => field.Name));
        Assert.Equal(2, batch.Length);
        Assert.Equal("0000000000000000000000000000abcd", ((StringArray)batch.Column("id")).GetString(0));
        Assert.Equal("volume-spike", ((StringArray)batch.Column("rule")).GetString(1));
        Assert.Equal("provisional", ((StringArray)batch.Column("status")).GetString(1));
        Assert.Equal(EventTime.Parse("2013-10-07T13:35:00Z").Nanos, ((TimestampArray)batch.Column("time")).GetValue(0));
        Assert.Equal(196, ((Int64Array)batch.Column("cause_count")).GetValue(0));

        var breakouts = (StructArray)batch.Column("Breakout");
        Assert.Equal((true, true), (breakouts.IsValid(0), breakouts.IsNull(1)));
        var type = (StructType)breakouts.Data.DataType;
        Assert.Equal(["close", "side", "at", "symbol", "length", "note", "last"], type.Fields.Select(field => field.Name));
        Assert.Equal(181.25, ((DoubleArray)breakouts.Fields[0]).GetValue(0));
        Assert.Equal("Bullish", ((StringArray)breakouts.Fields[1]).GetString(0));
        Assert.Equal(300_000_000_000, ((DurationArray)breakouts.Fields[4]).GetValue(0));
        Assert.True(breakouts.Fields[5].IsNull(0));
        Assert.Equal("[1,2]", ((StringArray)breakouts.Fields[6]).GetString(0));
        var spikes = (StructArray)batch.Column("Spike");
        Assert.Equal((true, 1_000_000L), (spikes.IsNull(0), ((Int64Array)spikes.Fields[0]).GetValue(1)));
        Assert.Equal(true, ((BooleanArray)spikes.Fields[1]).GetValue(1));
        Assert.Null(reader.ReadNextRecordBatch());
    }

    [Fact]
    public void Event_of_a_rule_that_was_not_named_is_refused()
    {
        using var folder = new TempFolder();
        using var sink = new ArrowSink(folder["out.arrow"], [Derived.SpikeRule]);
        Assert.Contains("Breakout", Assert.Throws<ArgumentException>(() => Derived.Write(sink)).Message, StringComparison.Ordinal);
    }
}
