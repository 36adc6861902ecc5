namespace Cep.Live;

/// <summary>Tries the connections that settings name, and changes nothing at their other ends.</summary>
/// <param name="settings">The settings.</param>
/// <param name="stop">Ends the trying.</param>
/// <returns>A result for each connection.</returns>
public delegate Task<IReadOnlyList<CheckResult>> ConnectionProbe(LiveSettings settings, CancellationToken stop);
