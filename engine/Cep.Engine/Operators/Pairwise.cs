namespace Cep;

public abstract partial class EventStream<T>
{
    /// <summary>Each event with the one before it of the same key; nothing for the first.</summary>
    public EventStream<Pair<T>> Pairwise() => Pairwise(static (previous, current) => new Pair<T>(previous, current));

    /// <summary>What a function makes of each event and the one before it of the same key; nothing for the first.</summary>
    /// <remarks>The causes are those of both. When the function throws, the pair is left out and becomes a dead letter.</remarks>
    public EventStream<TResult> Pairwise<TResult>(Func<T, T, TResult> selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        return new PairwiseStream<T, TResult>(this, selector);
    }
}

/// <summary>Two events of a key that follow each other.</summary>
/// <param name="Previous">The earlier one.</param>
/// <param name="Current">The later one.</param>
public readonly record struct Pair<T>(T Previous, T Current);

internal sealed class PairwiseStream<T, TResult>(EventStream<T> source, Func<T, T, TResult> selector) : EventStream<TResult>
{
    internal override Output<TResult> Build(RulePlan plan)
    {
        var operation = new PairwiseOperator<T, TResult>(plan, selector);
        plan.OutputOf(source).Connect(operation);
        plan.Keep<T>(operation);
        return operation.Output;
    }
}

/// <summary>Keeps the last event of each key with its causes.</summary>
internal sealed class PairwiseOperator<T, TResult>(RulePlan plan, Func<T, T, TResult> selector) : Consumer<T>, IKeyedState
{
    private readonly RowBuffer<TResult> pairs = new();
    private Last[] lasts = [];

    public Output<TResult> Output { get; } = new();

    public override void OnBatch(in KeyedBatch<T> batch)
    {
        if (lasts.Length < plan.KeyCapacity) Grow(plan.KeyCapacity);
        for (var row = 0; row < batch.Count; row++)
        {
            var key = batch.Keys[row];
            var previous = lasts[key];
            lasts[key] = new Last(true, batch.Values[row], batch.CausesOf(row));
            if (previous.IsKnown) Add(batch, row, previous);
        }

        pairs.Flush(Output);
    }

    public override void OnTime(long watermark) => Output.PassTime(watermark);

    public void Save(int key, StateWriter writer) => writer.Write(key < lasts.Length ? lasts[key] : default);

    public void Load(int key, StateReader reader)
    {
        if (key >= lasts.Length) Grow(key + 1);
        lasts[key] = reader.Read<Last>();
    }

    public void Forget(int key)
    {
        if (key < lasts.Length) lasts[key] = default;
    }

    public void Measure(int key, ref KeyFigures figures)
    {
        if (key < lasts.Length && lasts[key].IsKnown) figures.Add(KeyFigures.SizeOf(lasts[key]));
    }

    private void Grow(int keys) => Array.Resize(ref lasts, Math.Max(keys, lasts.Length * 2));

    private void Add(in KeyedBatch<T> batch, int row, in Last previous)
    {
        try
        {
            var result = selector(previous.Value, batch.Values[row]);
            pairs.Add(batch.Keys[row], batch.Times[row], previous.Causes.And(batch.CausesOf(row)), result);
        }
        catch (Exception fault)
        {
            plan.Faults.Report(batch, row, fault);
        }
    }

    private readonly record struct Last(bool IsKnown, T Value, Causes Causes);
}
