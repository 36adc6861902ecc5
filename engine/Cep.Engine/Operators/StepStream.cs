using System.Diagnostics.CodeAnalysis;

namespace Cep;

/// <summary>A stream made of another one event by event, with state for each key.</summary>
internal sealed class StepStream<T, S, R, TStep>(EventStream<T> source, TStep step) : EventStream<R>
    where TStep : struct, IStep<T, S, R>
{
    internal override Output<R> Build(RulePlan plan)
    {
        var operation = new StepOperator<T, S, R, TStep>(plan, step);
        plan.OutputOf(source).Connect(operation);
        return operation.Output;
    }
}

/// <summary>Runs a step over batches, with the state of all keys in one array and a fault boundary around the author's code.</summary>
[SuppressMessage("Design", "CA1812", Justification = "Made by StepStream.")]
internal sealed class StepOperator<T, S, R, TStep>(RulePlan plan, TStep step) : Consumer<T>
    where TStep : struct, IStep<T, S, R>
{
    private readonly RowBuffer<R> sifted = new();
    private S[] states = [];
    private R[] results = [];

    public Output<R> Output { get; } = new();

    public override void OnBatch(in KeyedBatch<T> batch)
    {
        if (states.Length < plan.KeyCapacity) GrowStates();
        if (!TStep.EmitsAlways)
        {
            Sift(batch, 0);
            return;
        }

        if (results.Length < batch.Count) results = new R[batch.Count];
        var done = MapAll(batch);
        if (done == batch.Count) Output.Emit(batch.With<R>(results.AsSpan(0, done)));
        else SiftAfterFault(batch, done);
    }

    public override void OnTime(long watermark) => Output.PassTime(watermark);

    /// <summary>The fast path: a result for each row, no row copied.</summary>
    /// <returns>The first row at which the author's code threw, or the number of rows.</returns>
    private int MapAll(in KeyedBatch<T> batch)
    {
        var row = 0;
        var keys = batch.Keys;
        var values = batch.Values;
        try
        {
            for (; row < keys.Length; row++) step.Take(ref states[keys[row]], values[row], out results[row]);
        }
        catch (Exception fault)
        {
            plan.Faults.Report(batch, row, fault);
        }

        return row;
    }

    private void SiftAfterFault(in KeyedBatch<T> batch, int done)
    {
        for (var i = 0; i < done; i++) sifted.AddFrom(batch, i, results[i]);
        Sift(batch, done + 1);
    }

    /// <summary>Passes on the rows for which the step emits; a row at which it throws is left out.</summary>
    private void Sift(in KeyedBatch<T> batch, int from)
    {
        for (var row = from; row < batch.Count; row++)
        {
            try
            {
                for (; row < batch.Count; row++)
                {
                    if (step.Take(ref states[batch.Keys[row]], batch.Values[row], out var result)) sifted.AddFrom(batch, row, result);
                }
            }
            catch (Exception fault)
            {
                plan.Faults.Report(batch, row, fault);
            }
        }

        sifted.Flush(Output);
    }

    private void GrowStates()
    {
        var known = states.Length;
        Array.Resize(ref states, Math.Max(plan.KeyCapacity, known * 2));
        step.Initialize(states.AsSpan(known));
    }
}
