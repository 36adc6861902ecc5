namespace Cep;

/// <summary>What a pattern keeps for keys: all of it is the matcher's, since what was found leaves with the batch.</summary>
internal abstract partial class MatchOperator : IKeyedState
{
    /// <summary>What a partial match takes beside what would be saved of it: objects instead of numbers.</summary>
    private const int BytesOfObjects = 64;

    private readonly StateWriter measured = new();
    private IReadOnlyList<TakenFormat> formats = [];

    public string Layout => Deadlines.AreTraded ? $"{Matcher.Layout}, in trading time" : Matcher.Layout;

    public void Save(int key, StateWriter writer)
    {
        Deadlines.Save(key, writer);
        Matcher.Save(key, new LinkWriter(writer, formats));
    }

    public void Load(int key, StateReader reader)
    {
        Deadlines.Load(key, reader);
        Matcher.Load(key, new LinkReader(reader, formats));
    }

    public void Forget(int key)
    {
        Deadlines.Forget(key);
        Matcher.Forget(key);
    }

    public void Measure(int key, ref KeyFigures figures)
    {
        Deadlines.Measure(key, ref figures);
        if (Matcher.KeptOf(key) is not { } kept) return;
        var bytes = BytesOfObjects + (Matcher.SizeOf(key) ?? SizeAsSaved(key));
        if (kept.DueAt is { } due) figures.AddTimer(bytes, kept.Since, due);
        else figures.Add(bytes, kept.Since);
    }

    private long SizeAsSaved(int key)
    {
        measured.Clear();
        try
        {
            Save(key, measured);
        }
        catch (InvalidOperationException)
        {
            // What can't be saved counts as far as it came.
        }

        return measured.Count;
    }

    /// <summary>Announces the rows of a stream that wait for those of the others.</summary>
    public virtual void KeepHeld<T>(IKeyedState held) => plan.Keep<T>(held);

    /// <summary>Announces what the matcher keeps of the streams.</summary>
    private void Keep(MatchInputs inputs)
    {
        formats = TakenFormat.Of(inputs.Sources.Select(source => source.EventType), Deadlines.AreTraded);
        plan.Keep<long>(this);
        if (!Matcher.KeepsEvents) return;
        foreach (var source in inputs.Sources) plan.RefuseUnlessSaved(source.EventType);
    }
}
