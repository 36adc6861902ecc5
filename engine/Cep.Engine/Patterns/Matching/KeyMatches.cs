namespace Cep;

/// <summary>The partial matches of a key, and the matches that wait for their turn, both in the order of their first events.</summary>
internal sealed class KeyMatches
{
    public List<PartialMatch> Partial { get; set; } = [];

    public List<Link> Waiting { get; } = [];

    public bool IsEmpty => Partial.Count == 0 && Waiting.Count == 0;

    /// <summary>How many events of the key were offered.</summary>
    public long Offered { get; set; }

    /// <summary>When the first of the partial matches dies, as far as is known now.</summary>
    public long Deadline { get; private set; } = long.MaxValue;

    /// <summary>For when the timer of the key is set.</summary>
    public long TimerAt { get; set; } = long.MaxValue;

    /// <summary>Puts a complete match behind those that began with the same event or before.</summary>
    public void Wait(Link tail)
    {
        var at = Waiting.Count;
        while (at > 0 && Waiting[at - 1].FirstEvent.Place > tail.FirstEvent.Place) at--;
        Waiting.Insert(at, tail);
    }

    public void FindDeadline(int key, Deadlines deadlines)
    {
        Deadline = long.MaxValue;
        foreach (var partial in Partial) Deadline = Math.Min(Deadline, partial.DueAt(key, deadlines));
    }
}
