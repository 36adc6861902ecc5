using System.Diagnostics.Metrics;
using System.Text.Json;
using Cep.Tidy;
using Microsoft.Extensions.Time.Testing;

namespace Cep.Live.Health;

public sealed class HealthTests
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 16, 14, 30, 0, TimeSpan.Zero));
    private readonly LiveStatus status;

    public HealthTests() => status = new LiveStatus(clock);

    [Fact]
    public void It_is_ready_when_it_runs_and_no_task_recovers()
    {
        AssertHealth("unready", isLive: true, isReady: false);
        status.Phase = LivePhase.Running;
        AssertHealth("ready", isLive: true, isReady: true);
        status.Partition(3).Phase = LivePhase.Recovering;
        AssertHealth("unready", isLive: true, isReady: false);
        status.Partition(3).Phase = LivePhase.Running;
        AssertHealth("ready", isLive: true, isReady: true);
        status.Phase = LivePhase.Stopping;
        AssertHealth("unready", isLive: true, isReady: false);
    }

    [Fact]
    public void A_broker_that_is_away_makes_it_degraded_and_a_full_spool_unready()
    {
        using var folder = new TempFolder();
        using var spool = new Spool(new SpoolSettings { Directory = folder["spool"] }, clock);
        status.Phase = LivePhase.Running;
        status.Spool = spool;
        status.SetBroker(false);
        spool.Append(new SpoolEntry("t", null, [], []));
        clock.Advance(TimeSpan.FromSeconds(90));
        status.SetBroker(false);
        AssertHealth("degraded", isLive: true, isReady: true);
        var json = JsonDocument.Parse(new HealthReport(status).ToJson()).RootElement;
        Assert.False(json.GetProperty("broker").GetProperty("connected").GetBoolean());
        Assert.Equal(90, json.GetProperty("broker").GetProperty("forSeconds").GetDouble());
        Assert.Equal(1, json.GetProperty("spool").GetProperty("entries").GetInt64());
        Assert.Equal(90, json.GetProperty("spool").GetProperty("oldestSeconds").GetDouble());
        status.IsInputStopped = true;
        AssertHealth("unready", isLive: true, isReady: false);
    }

    [Fact]
    public void A_failed_process_does_not_live_and_says_why()
    {
        status.Phase = LivePhase.Running;
        status.Fail("the disk is full");
        status.Fail("and more");
        AssertHealth("failed", isLive: false, isReady: false);
        Assert.Contains("\"failure\":\"the disk is full\"", new HealthReport(status).ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void Metrics_tell_what_tasks_told()
    {
        Tell();
        var text = PrometheusText.Of(status);
        string[] lines =
        [
            "# TYPE cep_events_total counter", "cep_events_total 1000", "cep_late_events_total 2",
            "cep_derived_events_total{rule=\"ema-breakout\"} 7", "cep_dead_letters_total{reason=\"ruleFault\"} 1", "cep_dead_letters_total{reason=\"malformed\"} 0",
            "# TYPE cep_consumer_lag gauge", "cep_consumer_lag{topic=\"quotes\",partition=\"3\"} 5", "cep_consumer_lag{topic=\"trades\",partition=\"3\"} 0",
            "cep_watermark_lag_seconds{partition=\"3\"} 1.5", "cep_tasks{phase=\"recovering\"} 1", "cep_partial_matches{rule=\"ema-breakout\"} 4",
            "cep_state_bytes{rule=\"ema-breakout\"} 150", "cep_state_keys{rule=\"ema-breakout\"} 3", "cep_commits_total 1", "cep_commits_failed_total 1",
            "cep_commits_time_seconds_total 0.25", "cep_snapshots_total 1", "cep_snapshots_written_bytes_total 4096", "cep_broker_connected 1", "cep_input_stopped 0",
        ];
        Assert.All(lines, line => Assert.Contains($"\n{line}\n", "\n" + text, StringComparison.Ordinal));
        Assert.DoesNotContain("\ncep_spool_entries ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Partial_matches_of_all_tasks_are_told_together()
    {
        var (early, late) = (EventTime.Parse("2026-03-16T14:28:00Z"), EventTime.Parse("2026-03-16T14:29:00Z"));
        static Dictionary<string, long> At(long falls, long rises) => new() { ["Falls"] = falls, ["Rises"] = rises };
        PartialMatchesOfKey Key(string name, EventTime since) => new(name, 1, At(1, 0), since);
        using var watcher = new StatusWatcher(status, Microsoft.Extensions.Logging.Abstractions.NullLogger<StatusWatcher>.Instance);
        watcher.Looked(3, late, new Dictionary<string, PartialMatches> { ["dip"] = new(4, At(3, 1), late, 1, 3, [Key("B", late), .. Enumerable.Range(0, 9).Select(i => Key($"C{i}", late))]) });
        watcher.Looked(5, early, new Dictionary<string, PartialMatches> { ["dip"] = new(2, At(2, 0), early, 0, 2, [Key("A", early)]) });
        watcher.Looked(6, early, new Dictionary<string, PartialMatches>());
        var json = JsonDocument.Parse(PartialMatchesReport.JsonOf(status)).RootElement;
        var dip = json.GetProperty("rules").GetProperty("dip");
        Assert.Equal((6, 5, 1, 1, 5), (Number(dip, "alive"), Number(dip.GetProperty("byStage"), "Falls"), Number(dip.GetProperty("byStage"), "Rises"), Number(dip, "limitStruck"), Number(dip, "keys")));
        Assert.Equal(early.ToString(), dip.GetProperty("oldest").GetString());
        Assert.Equal(["A", "B", "C0", "C1", "C2", "C3", "C4", "C5", "C6", "C7"], dip.GetProperty("oldestKeys").EnumerateArray().Select(key => key.GetProperty("key").GetString()));
        Assert.Equal([(3, late.ToString()), (5, early.ToString())], json.GetProperty("tasks").EnumerateArray().Select(task => ((int)Number(task, "partition"), task.GetProperty("time").GetString()!)));
        Assert.Contains("\ncep_partial_matches{rule=\"dip\"} 6\n", PrometheusText.Of(status), StringComparison.Ordinal);

        watcher.Ended(3);
        Assert.Equal(2, status.Rule("dip").PartialMatches);
    }

    [Fact]
    public void What_a_partition_that_left_kept_is_forgotten_and_what_it_did_is_not()
    {
        Tell();
        status.Forget(3);
        var text = PrometheusText.Of(status);
        Assert.DoesNotContain("partition=\"3\"", text, StringComparison.Ordinal);
        Assert.Contains("cep_state_bytes{rule=\"ema-breakout\"} 50\n", text, StringComparison.Ordinal);
        Assert.Contains("cep_events_total 1000\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_meter_tells_the_same_values()
    {
        Tell();
        using var meter = new LiveMeter(status);
        Dictionary<string, double> values = [];
        using var listener = new MeterListener { InstrumentPublished = (instrument, to) => { if (instrument.Meter.Name == LiveMeter.Name) to.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => values[instrument.Name] = value);
        listener.Start();
        listener.RecordObservableInstruments();
        Assert.Equal(1000, values["cep.events"]);
        Assert.Equal(150, values["cep.state.bytes"]);
        Assert.Equal(1.5, values["cep.watermark.lag"]);
        Assert.Subset(Metric.All.Select(metric => metric.Name).ToHashSet(), values.Keys.ToHashSet());
    }

    [Fact]
    public void A_part_that_cannot_be_asked_leaves_out_its_own_metrics_alone()
    {
        using var folder = new TempFolder();
        var spool = new Spool(new SpoolSettings { Directory = folder["spool"] }, clock);
        status.Spool = spool;
        spool.Append(new SpoolEntry("t", null, [], []));
        spool.Dispose();
        Assert.Contains("cep_spool_entries 1\n", PrometheusText.Of(status), StringComparison.Ordinal);
        var broken = new Metric("cep.broken", false, "s", "Always fails.", _ => throw new IOException("a file is closed"));
        Assert.Empty(broken.Observe(status));
    }

    [Fact]
    public void The_page_of_operations_has_every_metric()
    {
        var page = RepositoryFiles.Read("live/docs/operations.md").ReplaceLineEndings("\n");
        Assert.All(Metric.All, metric => Assert.Contains($"\n| `{metric.Name}` | `{metric.PrometheusName}` | {metric.Description} |", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Label_values_are_escaped()
    {
        status.Rule("a\"b\\c\nd").CountDerived();
        Assert.Contains("{rule=\"a\\\"b\\\\c\\nd\"} 1\n", PrometheusText.Of(status), StringComparison.Ordinal);
    }

    private void Tell()
    {
        status.CountEvents(1000);
        status.CountLate(2);
        status.CountDeadLetter(DeadLetterReason.RuleFault);
        var rule = status.Rule("ema-breakout");
        rule.CountDerived(7);
        rule.SetKept(3, new StateFigures(2, 100, 0, 0, null));
        rule.SetPartialMatches(3, new PartialMatches(4, new Dictionary<string, long> { ["Falls"] = 4 }, EventTime.Parse("2026-03-16T14:29:00Z"), 0, 1, []));
        rule.SetKept(4, new StateFigures(1, 50, 0, 0, null));
        var task = status.Partition(3);
        task.Phase = LivePhase.Recovering;
        task.SetLag("trades", -1);
        task.SetLag("quotes", 5);
        task.Watermark = EventTime.Parse("2026-03-16T14:29:58.5Z");
        status.CountCommit(TimeSpan.FromMilliseconds(250));
        status.CountFailedCommit();
        status.CountSnapshot(4096);
        status.SetBroker(true);
    }

    private static long Number(JsonElement of, string name) => of.GetProperty(name).GetInt64();

    private void AssertHealth(string word, bool isLive, bool isReady)
    {
        var health = new HealthReport(status);
        Assert.Equal((word, isLive, isReady), (health.Status, health.IsLive, health.IsReady));
    }
}
