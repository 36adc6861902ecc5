using System.Globalization;
using System.Net.Sockets;

namespace Cep.Live;

/// <summary>Tries whether each broker takes a connection at all, without a word of Kafka's protocol.</summary>
public static class TcpProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Connects to each broker of <c>kafka.bootstrap</c>.</summary>
    public static async Task<IReadOnlyList<CheckResult>> RunAsync(LiveSettings settings, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var brokers = settings.Kafka.Bootstrap.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return await Task.WhenAll(brokers.Select(broker => Try(broker, stop))).ConfigureAwait(false);
    }

    private static async Task<CheckResult> Try(string broker, CancellationToken stop)
    {
        var what = $"kafka.bootstrap {broker}";
        var colon = broker.LastIndexOf(':');
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Patience);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(broker[..colon].Trim('[', ']'), int.Parse(broker[(colon + 1)..], CultureInfo.InvariantCulture), limit.Token).ConfigureAwait(false);
            return new CheckResult(what, null);
        }
        catch (SocketException error)
        {
            return new CheckResult(what, $"takes no connection: {error.Message.TrimEnd('.')}.");
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new CheckResult(what, $"took no connection within {Patience.TotalSeconds} s.");
        }
    }
}
