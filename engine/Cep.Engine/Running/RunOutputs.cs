namespace Cep;

/// <summary>Where the results of a run go. The caller disposes of the sinks.</summary>
public sealed class RunOutputs
{
    private readonly List<(ISink Sink, Func<RuleIdentity, bool> Accepts)> sinks = [];
    private readonly Dictionary<string, ISink> recipients = new(StringComparer.Ordinal);

    /// <summary>Where dead letters go; they are counted in any case.</summary>
    public IDeadLetterSink? DeadLetters { get; init; }

    /// <summary>
    /// Told of each late event in the order in which they came by the time their feed had reached, equal ones by its name:
    /// the same in every run. Late events are counted in any case.
    /// </summary>
    public Action<LateEvent>? OnLate { get; init; }

    /// <summary>
    /// Told of each heartbeat, those of one feed in order, before anything that follows from it. Whoever records a live
    /// run records them with the events, since a replay with them gives the same bytes. Null for none.
    /// </summary>
    public Action<Heartbeat>? OnHeartbeat { get; init; }

    /// <summary>
    /// Told how the partial matches of explained rules ended, in the order of their times, then by rule and key, those of one
    /// key in the order in which it happened: the same in every run. See <see cref="EngineOptions.Explain"/>. Null for none.
    /// </summary>
    public Action<PartialMatchEnd>? OnPartialMatchEnd { get; init; }

    /// <summary>Adds a sink for the derived events of all rules, or of those that are accepted.</summary>
    public RunOutputs Add(ISink sink, Func<RuleIdentity, bool>? accepts = null)
    {
        ArgumentNullException.ThrowIfNull(sink);
        sinks.Add((sink, accepts ?? (static _ => true)));
        return this;
    }

    /// <summary>Adds a named recipient, which gets just the derived events that a rule addresses to it.</summary>
    /// <exception cref="ArgumentException">There is a recipient of that name.</exception>
    public RunOutputs AddRecipient(string name, ISink sink)
    {
        ArgumentNullException.ThrowIfNull(sink);
        recipients.Add(name, sink);
        return this;
    }

    internal void Write(in DerivedEvent derived)
    {
        foreach (var (sink, accepts) in sinks)
        {
            if (accepts(derived.Rule)) sink.Write(derived);
        }

        if (recipients.Count == 0) return;
        foreach (var name in derived.Recipients)
        {
            if (recipients.TryGetValue(name, out var sink)) sink.Write(derived);
        }
    }

    internal void Flush()
    {
        foreach (var (sink, _) in sinks) sink.Flush();
        foreach (var sink in recipients.Values) sink.Flush();
    }
}
