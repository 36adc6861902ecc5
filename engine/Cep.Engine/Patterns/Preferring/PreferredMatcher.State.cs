namespace Cep;

internal sealed partial class PreferredMatcher
{
    private readonly IReadOnlyList<PreferredNode> nodes = PreferredNodes.From(start);

    public override string Layout => $"a search over {nodes.Count} nodes, and what is told of it";

    public override void Save(int key, LinkWriter writer)
    {
        var attempt = key < attempts.Length ? attempts[key] : null;
        writer.Values.Write(attempt is not null);
        if (attempt is null) return;
        writer.Values.Write(attempt.Offered);
        writer.Values.Write(attempt.Events.Count);
        foreach (var taken in attempt.Events) writer.Write(taken);
        writer.Values.Write(attempt.At);
        writer.Values.Write(attempt.IsBegun);
        writer.Values.Write(attempt.HasMatch);
        writer.Values.Write(attempt.ToldPlace);
        writer.Values.Write(attempt.Told.Time);
        if (deadlines.AreTraded) writer.Values.Write(attempt.Told.Traded);
        writer.Write(attempt.Match);
        writer.Values.Write(attempt.Ways.Count);
        foreach (var way in attempt.Ways)
        {
            writer.Values.Write(PreferredNodes.NumberOf(nodes, way.Node));
            writer.Write(way.Tail);
        }
    }

    public override void Load(int key, LinkReader reader)
    {
        Forget(key);
        var values = reader.Values;
        if (!values.Read<bool>()) return;
        var attempt = AttemptOf(key);
        attempt.Offered = values.Read<long>();
        for (var left = values.Read<int>(); left > 0; left--) attempt.Events.Add(reader.ReadEvent());
        (attempt.At, attempt.IsBegun, attempt.HasMatch) = (values.Read<int>(), values.Read<bool>(), values.Read<bool>());
        attempt.ToldPlace = values.Read<long>();
        attempt.Told = new KeyMoment(values.Read<long>(), deadlines.AreTraded ? values.Read<long>() : 0);
        attempt.Match = reader.ReadLink();
        for (var left = values.Read<int>(); left > 0; left--) attempt.Ways.Add(new Way(nodes[values.Read<int>()], reader.ReadLink()));
        SetTimer(key, attempt);
    }

    /// <inheritdoc/>
    /// <remarks>A timer that is still set finds nothing.</remarks>
    public override void Forget(int key)
    {
        if (key < attempts.Length) attempts[key] = null;
    }

    /// <inheritdoc/>
    /// <remarks>At the end of the input nothing is left: the searches have ended.</remarks>
    public override void TellRest(int key, EndCause cause, Action<PartialEnd> tell)
    {
        if (key >= attempts.Length || attempts[key] is not { } attempt) return;
        new WayEnds().Tell(attempt.Ways, [], cause, null, tell);
        if (attempt is { HasMatch: true, Match: { } match }) tell(new PartialEnd(match, null, cause));
    }

    /// <inheritdoc/>
    /// <remarks>When a search ends, others go on with the events after it, which may find a match.</remarks>
    public override Kept? KeptOf(int key)
    {
        if (key >= attempts.Length || attempts[key] is not { Events: [var first, ..] } attempt) return null;
        var due = DueAt(key, attempt);
        return new Kept(first.Time, due < long.MaxValue || deadlines.IsStopped(key) ? due : null);
    }
}
