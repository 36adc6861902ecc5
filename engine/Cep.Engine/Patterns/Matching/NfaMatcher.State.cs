namespace Cep;

internal sealed partial class NfaMatcher
{
    public override string Layout => $"partial matches in {automaton.States.Count} states";

    public override void Save(int key, LinkWriter writer)
    {
        var matches = StateOf(key);
        writer.Values.Write(matches is not null);
        if (matches is null) return;
        writer.Values.Write(matches.Offered);
        writer.Values.Write(matches.Partial.Count);
        foreach (var partial in matches.Partial)
        {
            writer.Values.Write(partial.State.Number);
            writer.Write(partial.Tail);
        }

        writer.Values.Write(matches.Waiting.Count);
        foreach (var tail in matches.Waiting) writer.Write(tail);
    }

    public override void Load(int key, LinkReader reader)
    {
        Forget(key);
        if (!reader.Values.Read<bool>()) return;
        var matches = MatchesOf(key);
        matches.Offered = reader.Values.Read<long>();
        for (var left = reader.Values.Read<int>(); left > 0; left--)
        {
            matches.Partial.Add(new PartialMatch(automaton.States[reader.Values.Read<int>()], reader.ReadLink()));
        }

        for (var left = reader.Values.Read<int>(); left > 0; left--) matches.Waiting.Add(reader.ReadLink()!);
        matches.FindDeadline(key, deadlines);
        if (matches.Deadline == long.MaxValue) return;
        matches.TimerAt = matches.Deadline;
        timers.Schedule(matches.Deadline, key);
    }

    /// <inheritdoc/>
    /// <remarks>A timer that is still set finds nothing.</remarks>
    public override void Forget(int key)
    {
        if (key < keys.Length) keys[key] = null;
    }

    public override void TellRest(int key, EndCause cause, Action<PartialEnd> tell)
    {
        if (StateOf(key) is not { } matches) return;
        foreach (var partial in matches.Partial) tell(new PartialEnd(partial.Tail!, partial.State, cause));
        foreach (var tail in matches.Waiting) tell(new PartialEnd(tail, null, cause));
    }

    public override Kept? KeptOf(int key)
    {
        if (StateOf(key) is not { } matches) return null;
        var tails = matches.Partial.Select(partial => partial.Tail!).Concat(matches.Waiting);
        var isDue = matches.Deadline < long.MaxValue || deadlines.IsStopped(key);
        return new Kept(tails.Min(tail => tail.FirstEvent.Time), isDue && SpeaksByTime(matches) ? matches.Deadline : null);
    }

    public override void Count(long now, PartialCount count)
    {
        for (var key = 0; key < keys.Length; key++)
        {
            if (keys[key] is not { } matches) continue;
            foreach (var partial in matches.Partial) count.Add(key, plan.StageNames[partial.Tail!.Stage], 1, partial.Tail.FirstEvent.Time);
        }
    }

    /// <summary>Whether the end of a partial match says something: itself, or by making way for a match that waits.</summary>
    private bool SpeaksByTime(KeyMatches matches) =>
        outlet.WantsTimedOut || matches.Waiting.Count > 0 || matches.Partial.Exists(partial => partial.State.CompletesOnTime);

    /// <summary>The matches of a key that has any.</summary>
    private KeyMatches? StateOf(int key) => key < keys.Length && keys[key] is { IsEmpty: false } matches ? matches : null;
}
