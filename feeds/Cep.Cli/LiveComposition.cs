using Cep.Live;

namespace Cep.Cli;

/// <summary>What a live run is put together of.</summary>
internal static class LiveComposition
{
    /// <summary>Tries the connections of <c>--check</c>.</summary>
    public static ConnectionProbe Probe => TcpProbe.RunAsync;

    /// <summary>Runs the tasks of the partitions.</summary>
    public static LiveRun Run => static (_, _) =>
        throw new FeedException("this version has no feed for Kafka yet, so there is nothing to run; 'cep run --check' looks at the configuration, and 'cep replay' runs the same rules over files.");
}
