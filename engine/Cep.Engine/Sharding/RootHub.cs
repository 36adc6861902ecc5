namespace Cep;

/// <summary>Gives the events of one type to all rules of the shard that consume them.</summary>
internal abstract class RootHub
{
    public static bool IsEvent(Type type) => type.IsValueType && type.IsAssignableTo(typeof(IEvent));

    /// <summary>The hub of an event type, whose constraints are only known at run time here.</summary>
    public static RootHub<T> Create<T>() =>
        (RootHub<T>)Activator.CreateInstance(typeof(EventHub<>).MakeGenericType(typeof(T)))!;

    public abstract void Push(EventBatch batch);

    public abstract void PassTime(long watermark);
}

/// <inheritdoc/>
internal abstract class RootHub<T> : RootHub
{
    public Output<T> Output { get; } = new();

    public override void PassTime(long watermark) => Output.PassTime(watermark);
}

/// <inheritdoc/>
internal sealed class EventHub<T> : RootHub<T>
    where T : struct, IEvent
{
    public override void Push(EventBatch batch)
    {
        var column = batch.Of<T>();
        if (column.Count == 0) return;
        var isNumbered = column.FirstSequence < 0;
        Output.Emit(new KeyedBatch<T>(
            column.Keys, column.Times, isNumbered ? column.Sequences : default, default, column.Values, isNumbered ? 0 : column.FirstSequence));
    }
}
