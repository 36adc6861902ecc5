namespace Cep;

internal sealed partial class NfaMatcher : IKeyedState
{
    /// <summary>How matches are saved; null when the pattern has several streams, whose events are of several types.</summary>
    public KeyMatchesFormat? Format { get; set; }

    public void Save(int key, StateWriter writer)
    {
        var matches = StateOf(key);
        writer.Write(matches is not null);
        if (matches is not null) Format!.Write(writer, matches);
    }

    public void Load(int key, StateReader reader)
    {
        Forget(key);
        if (!reader.Read<bool>()) return;
        if (key >= keys.Length) Array.Resize(ref keys, Math.Max(key + 1, keys.Length * 2));
        var matches = keys[key] = Format!.Read(reader, automaton.States);
        matches.FindDeadline(plan);
        if (matches.Deadline == long.MaxValue) return;
        matches.TimerAt = matches.Deadline;
        timers.Schedule(matches.Deadline, key);
    }

    /// <inheritdoc/>
    /// <remarks>A timer that is still set finds nothing.</remarks>
    public void Forget(int key)
    {
        if (key < keys.Length) keys[key] = null;
    }

    public void Measure(int key, ref KeyFigures figures)
    {
        if (StateOf(key) is not { } matches) return;
        var tails = matches.Partial.Select(partial => partial.Tail!).Concat(matches.Waiting);
        var (bytes, since) = (Format!.SizeOf(matches), tails.Min(tail => tail.FirstEvent.Time));
        if (matches.Deadline == long.MaxValue) figures.Add(bytes, since);
        else figures.AddTimer(bytes, since, matches.Deadline);
    }

    /// <summary>The matches of a key that has any.</summary>
    private KeyMatches? StateOf(int key) => key < keys.Length && keys[key] is { IsEmpty: false } matches ? matches : null;
}
