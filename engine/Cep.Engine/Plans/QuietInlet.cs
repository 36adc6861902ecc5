namespace Cep;

/// <summary>An input of a rule that forgets quiet keys: holds the rows until it is known which keys were forgotten before them.</summary>
internal abstract class QuietInlet
{
    public abstract long Watermark { get; }

    /// <summary>The time of the first row that was not noted; the end of time when there is none.</summary>
    public abstract long NextTime { get; }

    /// <summary>Says of the rows up to a time whose they are.</summary>
    public abstract void NoteUntil(long time, QuietKeys keys);

    /// <summary>Lets the rows up to a time through, all of which were noted.</summary>
    public abstract void Push(long time);

    /// <summary>Lets time through.</summary>
    public abstract void PassTime(long watermark);
}

/// <inheritdoc/>
internal sealed class QuietInlet<T>(Action onTime) : QuietInlet
{
    private int noted;

    public HeldRows<T> Held { get; } = new(onTime);

    public Output<T> Output { get; } = new();

    public override long Watermark => Held.Watermark;

    public override long NextTime
    {
        get
        {
            var rows = Held.Rows.Until(long.MaxValue);
            return noted < rows.Count ? rows.Times[noted] : long.MaxValue;
        }
    }

    public override void NoteUntil(long time, QuietKeys keys)
    {
        var rows = Held.Rows.Until(time);
        for (; noted < rows.Count; noted++) keys.Note(rows.Keys[noted], rows.Times[noted]);
    }

    public override void Push(long time)
    {
        var rows = Held.Rows.Until(time);
        if (rows.Count == 0) return;
        Output.Emit(rows);
        Held.Rows.Drop(rows.Count);
        noted -= rows.Count;
    }

    public override void PassTime(long watermark) => Output.PassTime(watermark);
}
