namespace Cep;

/// <summary>One input of an operator that has several: holds the rows until the operator knows that the others have come as far.</summary>
internal sealed class HeldRows<T>(Action onTime, long reachNanos = 0) : Consumer<T>, IKeyedState
{
    public RowQueue<T> Rows { get; } = new();

    public long Watermark { get; private set; } = long.MinValue;

    public bool HasUntil(long time) => !Rows.IsEmpty && Rows.HeadTime <= time;

    public override void OnBatch(in KeyedBatch<T> batch) => Rows.Append(batch);

    public void Save(int key, StateWriter writer) => Rows.Save(key, writer);

    public void Load(int key, StateReader reader) => Rows.Load(key, reader);

    public void Forget(int key) => Rows.Remove(key);

    public void Measure(int key, ref KeyFigures figures) => Rows.Measure(key, reachNanos, ref figures);

    public override void OnTime(long watermark)
    {
        Watermark = watermark;
        onTime();
    }
}
