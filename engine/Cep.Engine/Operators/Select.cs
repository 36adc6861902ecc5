using System.Runtime.CompilerServices;

namespace Cep;

public abstract partial class EventStream<T>
{
    /// <summary>Each event turned into something else.</summary>
    /// <remarks>An event for which the function throws is left out and becomes a dead letter.</remarks>
    public EventStream<TResult> Select<TResult>(Func<T, TResult> selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        return new SelectStream<T, TResult>(this, selector, passesEarly: true);
    }

    /// <summary>As <see cref="Select"/>, as part of an operator that looks at several events: rows that are no events are not shown to the author's code.</summary>
    internal EventStream<TResult> SelectOfEvents<TResult>(Func<T, TResult> selector) => new SelectStream<T, TResult>(this, selector, passesEarly: false);
}

internal sealed class SelectStream<T, TResult>(EventStream<T> source, Func<T, TResult> selector, bool passesEarly) : EventStream<TResult>
{
    internal override Output<TResult> Build(RulePlan plan)
    {
        var operation = new SelectOperator<T, TResult>(plan, selector, passesEarly);
        plan.OutputOf(source).Connect(operation);
        return operation.Output;
    }
}

/// <summary>Turns the values of a batch into others; all else of the rows is passed on as it is, uncopied.</summary>
internal sealed class SelectOperator<T, TResult>(RulePlan plan, Func<T, TResult> selector, bool passesEarly) : Consumer<T>
{
    private readonly RowBuffer<TResult> sifted = new();
    private TResult[] results = [];
    private int atRow;

    public Output<TResult> Output { get; } = new();

    public override void OnBatch(in KeyedBatch<T> batch)
    {
        if (results.Length < batch.Count) results = new TResult[Math.Max(batch.Count, results.Length * 2)];
        if (!TrySelect(batch, 0)) SiftAfterFault(batch);
        else Output.Emit(batch.With<TResult>(results.AsSpan(0, batch.Count)));
    }

    public override void OnEarly(in KeyedBatch<T> batch, long moment)
    {
        if (!passesEarly) return;
        for (var row = 0; row < batch.Count; row++)
        {
            try
            {
                sifted.AddFrom(batch, row, selector(batch.Values[row]));
            }
            catch (Exception fault)
            {
                plan.Faults.Report(batch.Keys[row], moment, batch.SequenceOf(row), fault);
            }
        }

        sifted.FlushEarly(Output, moment);
    }

    public override void OnTime(long watermark) => Output.PassTime(watermark);

    private bool TrySelect(in KeyedBatch<T> batch, int from)
    {
        try
        {
            Select(batch.Values, results.AsSpan(0, batch.Count), from);
            return true;
        }
        catch (Exception fault)
        {
            plan.Faults.Report(batch, atRow, fault);
            return false;
        }
    }

    /// <summary>The hot loop. It lies outside the try block, in which the JIT would keep the row in memory, not in a register.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Select(ReadOnlySpan<T> values, Span<TResult> selected, int row)
    {
        var select = selector;
        values = values[..selected.Length];
        for (; row < selected.Length; row++)
        {
            atRow = row;
            selected[row] = select(values[row]);
        }
    }

    /// <summary>Copies the rows that were selected and leaves out those that threw.</summary>
    private void SiftAfterFault(in KeyedBatch<T> batch)
    {
        for (var row = 0; row < batch.Count;)
        {
            var end = atRow;
            for (; row < end; row++) sifted.AddFrom(batch, row, results[row]);
            row = end + 1;
            if (row < batch.Count && TrySelect(batch, row)) atRow = batch.Count;
        }

        sifted.Flush(Output);
    }
}
