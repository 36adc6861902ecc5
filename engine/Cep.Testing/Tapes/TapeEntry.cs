namespace Cep.Testing;

/// <summary>An event of a tape whose type is not known where it is handled.</summary>
internal abstract class TapeEntry
{
    public abstract EventTime Time { get; }

    public abstract Symbol Symbol { get; }

    public abstract void AddTo(EventBatch batch, long position);
}

/// <inheritdoc/>
internal sealed class TapeEntry<T>(T value) : TapeEntry
    where T : struct, IEvent
{
    public override EventTime Time => value.Time;

    public override Symbol Symbol => value.Symbol;

    public override void AddTo(EventBatch batch, long position) => batch.Add(value, position);
}
