using Cep.Live;

namespace Cep.Cli;

/// <summary>What a live run is put together of.</summary>
internal static class LiveComposition
{
    /// <summary>Tries the connections of <c>--check</c>.</summary>
    public static ConnectionProbe Probe => KafkaProbe.RunAsync;

    /// <summary>Runs the tasks of the partitions, and the files.</summary>
    public static LiveWork Run => LiveInputs.RunAsync;
}
