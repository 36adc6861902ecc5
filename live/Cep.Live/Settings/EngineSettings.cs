namespace Cep.Live;

/// <summary>How the engine of a task runs; nothing of it changes what is derived.</summary>
public sealed record EngineSettings
{
    /// <summary>Threads that run the rules of a task.</summary>
    [Setting("Threads that run the rules of one task; parallelism comes from Kafka partitions, so one is enough as a rule.", Min = 1, Max = EngineOptions.MaxShards, Auto = true)]
    public int Shards { get; init; } = 1;

    /// <summary>The most events that travel together.</summary>
    [Setting("The most events that travel together.", Min = 1, Max = EngineOptions.MaxBatchSize)]
    public int BatchSize { get; init; } = 1024;

    /// <summary>How long a graceful stop may take.</summary>
    [Setting("How long a stop may take to drain, commit and leave the group.", Min = 0.1, Max = 3600)]
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
