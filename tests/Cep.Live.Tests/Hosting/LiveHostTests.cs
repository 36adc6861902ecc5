using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Cep.Live.Hosting;

public sealed class LiveHostTests
{
    private static readonly string[] Paths = ["/health/live", "/health/ready", "/metrics", "/", "/partial-matches"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_to_stop_lets_the_run_drain_and_commit()
    {
        using var folder = new TempFolder();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        using var log = new StringWriter();
        LivePhase? atStop = null;
        var (outcome, failure) = await LiveHost.RunAsync(
            Configs.In(folder),
            async (context, stopping) =>
            {
                context.Status.Phase = LivePhase.Running;
                await stop.CancelAsync();
                await Asked(stopping);
                atStop = context.Status.Phase;
                context.Status.CountCommit(TimeSpan.Zero);
            },
            log,
            stop.Token);
        Assert.Equal((LiveOutcome.Stopped, null), (outcome, failure));
        Assert.Equal(LivePhase.Stopping, atStop);
        Assert.Contains("information Cep.Live: Starting in group cep with the rules block-trade", log.ToString(), StringComparison.Ordinal);
        Assert.Contains("Ended: Stopped, 0 events, 1 commits", log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_fails_ends_the_host_with_its_failure()
    {
        using var folder = new TempFolder();
        using var log = new StringWriter();
        var settings = Configs.In(folder) with { Log = new LogSettings { Form = LogForm.Json } };
        var (outcome, failure) = await LiveHost.RunAsync(settings, (_, _) => throw new FeedException("the topic is gone"), log, Token);
        Assert.Equal(LiveOutcome.Failed, outcome);
        Assert.Equal("the topic is gone", Assert.IsType<FeedException>(failure).Message);
        var lines = log.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        var error = Assert.Single(lines, line => line.GetProperty("level").GetString() == "error");
        Assert.Equal("the topic is gone", error.GetProperty("reason").GetString());
        Assert.Contains("FeedException", error.GetProperty("exception").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_ends_by_itself_ends_the_host()
    {
        using var folder = new TempFolder();
        var (outcome, _) = await LiveHost.RunAsync(Configs.In(folder), (_, _) => Task.CompletedTask, TextWriter.Null, Token);
        Assert.Equal(LiveOutcome.Stopped, outcome);
    }

    [Fact]
    public async Task A_stop_that_takes_too_long_is_told_apart()
    {
        using var folder = new TempFolder();
        var settings = Configs.In(folder) with { Engine = new EngineSettings { StopTimeout = TimeSpan.FromMilliseconds(100) } };
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var never = new TaskCompletionSource();
        var (outcome, _) = await LiveHost.RunAsync(
            settings,
            async (_, _) =>
            {
                await stop.CancelAsync();
                await never.Task;
            },
            TextWriter.Null,
            stop.Token);
        Assert.Equal(LiveOutcome.StopTimedOut, outcome);
        never.SetResult();
    }

    [Fact]
    public async Task Health_and_metrics_are_answered_while_it_runs()
    {
        using var folder = new TempFolder();
        var address = FreeAddress();
        var settings = Configs.In(folder) with { Health = new HealthSettings { Address = address } };
        List<(HttpStatusCode, string)> answers = [];
        var (outcome, failure) = await LiveHost.RunAsync(
            settings,
            async (context, _) =>
            {
                using var client = new HttpClient { BaseAddress = address };
                answers.Add(await Get(client, "/health/ready"));
                context.Status.Phase = LivePhase.Running;
                context.Status.CountEvents(42);
                foreach (var path in Paths) answers.Add(await Get(client, path));
                using var posted = await client.PostAsync(new Uri("/metrics", UriKind.Relative), null, Token);
                answers.Add((posted.StatusCode, ""));
            },
            TextWriter.Null,
            Token);
        Assert.True(outcome == LiveOutcome.Stopped, $"{failure}");
        Assert.Equal([HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.NotFound, HttpStatusCode.OK, HttpStatusCode.MethodNotAllowed], answers.Select(answer => answer.Item1));
        Assert.Equal("ready", JsonDocument.Parse(answers[2].Item2).RootElement.GetProperty("status").GetString());
        Assert.Contains("cep_events_total 42\n", answers[3].Item2, StringComparison.Ordinal);
        Assert.Contains("cep_spool_entries 0\n", answers[3].Item2, StringComparison.Ordinal);
        Assert.Equal("There are /health/live, /health/ready, /metrics, /partial-matches.\n", answers[4].Item2);
        Assert.Equal("{\"rules\":{},\"tasks\":[]}\n", answers[5].Item2);
    }

    [Fact]
    public async Task An_address_that_is_taken_is_named()
    {
        using var folder = new TempFolder();
        using var taken = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}");
        var settings = Configs.In(folder) with { Health = new HealthSettings { Address = address } };
        var error = await Assert.ThrowsAsync<ConfigException>(() => LiveHost.RunAsync(settings, (_, _) => Task.CompletedTask, TextWriter.Null, Token));
        Assert.Contains($"health.address {address} can't be listened at", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_and_traces_reach_an_OTLP_endpoint()
    {
        using var folder = new TempFolder();
        var address = FreeAddress();
        using var collector = new HttpListener();
        collector.Prefixes.Add(address.ToString());
        collector.Start();
        var received = Collect(collector, 2);
        var settings = Configs.In(folder) with { Telemetry = new TelemetrySettings { OtlpEndpoint = address, OtlpForm = OtlpForm.HttpProtobuf, Interval = TimeSpan.FromHours(1) } };
        await LiveHost.RunAsync(
            settings,
            (_, _) =>
            {
                LiveTracing.Begin(default, "block-trade", "ACME", default)?.Dispose();
                return Task.CompletedTask;
            },
            TextWriter.Null,
            Token);
        var bodies = await received;
        Assert.Contains("cep.events", bodies["/v1/metrics"], StringComparison.Ordinal);
        Assert.Contains("derive block-trade", bodies["/v1/traces"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mended_spool_is_logged()
    {
        using var folder = new TempFolder();
        var settings = Configs.In(folder);
        using (var spool = new Spool(settings.Spool, TimeProvider.System)) spool.Append(new SpoolEntry("t", null, [], []));
        File.AppendAllText(Directory.GetFiles(settings.Spool.Directory, "*.spool")[0], "torn");
        using var log = new StringWriter();
        await LiveHost.RunAsync(settings, (_, _) => Task.CompletedTask, log, Token);
        Assert.Contains("warning Cep.Live.LiveService: The spool was mended: ", log.ToString(), StringComparison.Ordinal);
    }

    private static async Task<Dictionary<string, string>> Collect(HttpListener collector, int requests)
    {
        Dictionary<string, string> bodies = [];
        while (bodies.Count < requests)
        {
            var context = await collector.GetContextAsync();
            using var reader = new StreamReader(context.Request.InputStream, System.Text.Encoding.Latin1);
            bodies[context.Request.Url!.AbsolutePath] = await reader.ReadToEndAsync(Token);
            context.Response.Close();
        }

        return bodies;
    }

    private static async Task<(HttpStatusCode, string)> Get(HttpClient client, string path)
    {
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative), Token);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Token));
    }

    private static async Task Asked(CancellationToken token)
    {
        var asked = new TaskCompletionSource();
        await using var registration = token.Register(asked.SetResult);
        await asked.Task;
    }

    private static Uri FreeAddress()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
    }
}
