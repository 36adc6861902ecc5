using System.Net;
using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cep.Live;

/// <summary>Answers <c>/health/live</c>, <c>/health/ready</c>, <c>/metrics</c> and <c>/partial-matches</c>.</summary>
public sealed partial class HealthServer : IHostedService, IDisposable
{
    private static readonly string[] Paths = ["/health/live", "/health/ready", "/metrics", "/partial-matches"];
    private readonly HttpListener listener = new();
    private readonly LiveStatus status;
    private readonly ILogger logger;
    private readonly Uri address;
    private Task answering = Task.CompletedTask;

    /// <summary>Makes a server that listens at an address once it is started.</summary>
    /// <param name="address">Scheme, host and port. The host 0.0.0.0 listens at all addresses of the machine.</param>
    /// <param name="status">What is told.</param>
    /// <param name="logger">Where failed answers are logged.</param>
    public HealthServer(Uri address, LiveStatus status, ILogger<HealthServer> logger)
    {
        this.address = address ?? throw new ArgumentNullException(nameof(address));
        this.status = status;
        this.logger = logger;
        foreach (var host in HostsOf(address)) listener.Prefixes.Add($"http://{host}:{address.Port}/");
    }

    /// <inheritdoc/>
    /// <exception cref="ConfigException">The address can't be listened at.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            listener.Start();
        }
        catch (HttpListenerException error)
        {
            throw new ConfigException($"health.address {address} can't be listened at: {error.Message.TrimEnd('.')}; choose another port, or set health.enabled to false.", error);
        }

        answering = AnswerAll();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        listener.Stop();
        await answering.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => ((IDisposable)listener).Dispose();

    /// <summary>A loopback address is reached by its name as well, since the request has to name the host that is listened at.</summary>
    private static IEnumerable<string> HostsOf(Uri address) =>
        address.Host == "0.0.0.0" ? ["*"] : address.IsLoopback && address.Host != "localhost" ? [address.Host, "localhost"] : [address.Host];

    private async Task AnswerAll()
    {
        while (listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync().ConfigureAwait(false);
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }

            try
            {
                Answer(context);
            }
            catch (Exception error)
            {
                // Whoever asked may have gone; that must not end the answering.
                NotAnswered(error.Message);
            }
        }
    }

    private void Answer(HttpListenerContext context)
    {
        var health = new HealthReport(status);
        var (code, type, text) = (context.Request.HttpMethod, context.Request.Url?.AbsolutePath) switch
        {
            (not ("GET" or "HEAD"), _) => (405, "text/plain", "Only GET and HEAD are answered.\n"),
            (_, "/health/live") => (health.IsLive ? 200 : 503, "application/json", health.ToJson() + "\n"),
            (_, "/health/ready") => (health.IsReady ? 200 : 503, "application/json", health.ToJson() + "\n"),
            (_, "/metrics") => (200, PrometheusText.ContentType, PrometheusText.Of(status)),
            (_, "/partial-matches") => (200, "application/json", PartialMatchesReport.JsonOf(status) + "\n"),
            _ => (404, "text/plain", $"There are {string.Join(", ", Paths)}.\n"),
        };
        var bytes = Encoding.UTF8.GetBytes(text);
        context.Response.StatusCode = code;
        context.Response.ContentType = type;
        context.Response.ContentLength64 = bytes.Length;
        if (context.Request.HttpMethod != "HEAD") context.Response.OutputStream.Write(bytes);
        context.Response.Close();
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "A request for health or metrics was not answered: {Reason}")]
    private partial void NotAnswered(string reason);
}
