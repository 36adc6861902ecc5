namespace Cep;

public abstract partial class EventStream<T>
{
    /// <summary>All elements that a function makes of each event, in their order.</summary>
    /// <remarks>An event whose elements throw while they are enumerated is left out whole and becomes a dead letter.</remarks>
    public EventStream<TResult> SelectMany<TResult>(Func<T, IEnumerable<TResult>> selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        return new SelectManyStream<T, TResult>(this, selector);
    }

    /// <summary>As the other overload, each element combined with its event: the two <c>from</c> clauses of query syntax.</summary>
    public EventStream<TResult> SelectMany<TElement, TResult>(Func<T, IEnumerable<TElement>> selector, Func<T, TElement, TResult> result)
    {
        ArgumentNullException.ThrowIfNull(selector);
        ArgumentNullException.ThrowIfNull(result);
        return new SelectManyStream<T, TResult>(this, value => selector(value).Select(element => result(value, element)));
    }
}

internal sealed class SelectManyStream<T, TResult>(EventStream<T> source, Func<T, IEnumerable<TResult>> selector) : EventStream<TResult>
{
    internal override Output<TResult> Build(RulePlan plan)
    {
        var operation = new SelectManyOperator<T, TResult>(plan, selector);
        plan.OutputOf(source).Connect(operation);
        return operation.Output;
    }
}

internal sealed class SelectManyOperator<T, TResult>(RulePlan plan, Func<T, IEnumerable<TResult>> selector) : Consumer<T>
{
    private readonly RowBuffer<TResult> rows = new();
    private readonly List<TResult> elements = [];

    public Output<TResult> Output { get; } = new();

    public override void OnBatch(in KeyedBatch<T> batch)
    {
        for (var row = 0; row < batch.Count; row++)
        {
            try
            {
                Add(batch, row);
            }
            catch (Exception fault)
            {
                plan.Faults.Report(batch, row, fault);
            }
        }

        rows.Flush(Output);
    }

    public override void OnEarly(in KeyedBatch<T> batch, long moment)
    {
        for (var row = 0; row < batch.Count; row++)
        {
            try
            {
                Add(batch, row);
            }
            catch (Exception fault)
            {
                plan.Faults.Report(batch.Keys[row], moment, batch.SequenceOf(row), fault);
            }
        }

        rows.FlushEarly(Output, moment);
    }

    public override void OnTime(long watermark) => Output.PassTime(watermark);

    private void Add(in KeyedBatch<T> batch, int row)
    {
        elements.Clear();
        elements.AddRange(selector(batch.Values[row]));
        foreach (var element in elements) rows.AddFrom(batch, row, element);
    }
}
