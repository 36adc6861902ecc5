using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Cep;

/// <summary>A stream made of another one event by event, with state for each key.</summary>
internal sealed class StepStream<T, S, R, TStep>(EventStream<T> source, TStep step) : EventStream<R>
    where TStep : struct, IStep<T, S, R>
{
    /// <summary>What passes a condition is what it was.</summary>
    internal override InputKind Input => typeof(TStep) == typeof(WhereStep<T>) ? source.Input : InputKind.Computed;

    internal override Output<R> Build(RulePlan plan)
    {
        var operation = new StepOperator<T, S, R, TStep>(plan, step);
        plan.OutputOf(source).Connect(operation);
        if (typeof(S) != typeof(NoState)) plan.Keep<S>(operation);
        return operation.Output;
    }
}

/// <summary>Runs a step over batches, with the state of all keys in one array and a fault boundary around the author's code.</summary>
[SuppressMessage("Design", "CA1812", Justification = "Made by StepStream.")]
internal sealed class StepOperator<T, S, R, TStep>(RulePlan plan, TStep step) : Consumer<T>, IKeyedState
    where TStep : struct, IStep<T, S, R>
{
    private readonly RowBuffer<R> sifted = new();
    private S[] states = [];
    private R[] results = [];
    private int atRow;

    public Output<R> Output { get; } = new();

    public override void OnBatch(in KeyedBatch<T> batch)
    {
        if (states.Length < plan.KeyCapacity) GrowStates(plan.KeyCapacity);
        if (!TStep.EmitsAlways)
        {
            Sift(batch, 0);
            return;
        }

        if (results.Length < batch.Count) results = new R[Math.Max(batch.Count, results.Length * 2)];
        var done = MapAll(batch);
        if (done == batch.Count) Output.Emit(batch.With<R>(results.AsSpan(0, done)));
        else SiftAfterFault(batch, done);
    }

    /// <inheritdoc/>
    /// <remarks>A step that keeps nothing looks at nothing but the row; one that keeps something must not see rows that are no events.</remarks>
    public override void OnEarly(in KeyedBatch<T> batch, long moment)
    {
        if (typeof(S) != typeof(NoState)) return;
        var none = default(S)!;
        for (var row = 0; row < batch.Count; row++)
        {
            try
            {
                if (step.Take(ref none, batch.Values[row], out var result)) sifted.AddFrom(batch, row, result);
            }
            catch (Exception fault)
            {
                plan.Faults.Report(batch.Keys[row], moment, batch.SequenceOf(row), fault);
            }
        }

        sifted.FlushEarly(Output, moment);
    }

    public override void OnTime(long watermark) => Output.PassTime(watermark);

    public void Save(int key, StateWriter writer)
    {
        if (key >= states.Length) GrowStates(key + 1);
        writer.Write(states[key]);
    }

    public void Load(int key, StateReader reader)
    {
        if (key >= states.Length) GrowStates(key + 1);
        states[key] = reader.Read<S>();
    }

    public void Forget(int key)
    {
        if (key >= states.Length) return;
        states[key] = default!;
        step.Initialize(states.AsSpan(key, 1));
    }

    public void Measure(int key, ref KeyFigures figures)
    {
        if (key < states.Length && !step.IsFresh(states[key])) figures.Add(KeyFigures.SizeOf(states[key]));
    }

    /// <summary>The fast path: a result for each row, no row copied.</summary>
    /// <returns>The first row at which the author's code threw, or the number of rows.</returns>
    private int MapAll(in KeyedBatch<T> batch)
    {
        try
        {
            Map(batch, results.AsSpan(0, batch.Count));
            return batch.Count;
        }
        catch (Exception fault)
        {
            plan.Faults.Report(batch, atRow, fault);
            return atRow;
        }
    }

    /// <summary>A hot loop. It lies outside the try block, in which the JIT would keep the row in memory, not in a register.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Map(in KeyedBatch<T> batch, Span<R> mapped)
    {
        var values = batch.Values[..mapped.Length];
        var keys = batch.Keys[..mapped.Length];
        var (slots, take) = (states, step);
        for (var row = 0; row < mapped.Length; row++)
        {
            atRow = row;
            take.Take(ref slots[keys[row]], values[row], out mapped[row]);
        }
    }

    private void SiftAfterFault(in KeyedBatch<T> batch, int done)
    {
        for (var i = 0; i < done; i++) sifted.AddFrom(batch, i, results[i]);
        Sift(batch, done + 1);
    }

    /// <summary>Passes on the rows for which the step emits; a row at which it throws is left out.</summary>
    private void Sift(in KeyedBatch<T> batch, int from)
    {
        for (var row = from; row < batch.Count; row = atRow + 1)
        {
            try
            {
                SiftRows(batch, row);
                break;
            }
            catch (Exception fault)
            {
                plan.Faults.Report(batch, atRow, fault);
            }
        }

        sifted.Flush(Output);
    }

    /// <summary>The other hot loop, see <see cref="Map"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void SiftRows(in KeyedBatch<T> batch, int row)
    {
        var values = batch.Values;
        var keys = batch.Keys[..values.Length];
        var (slots, take) = (states, step);
        for (; row < values.Length; row++)
        {
            atRow = row;
            if (take.Take(ref slots[keys[row]], values[row], out var result)) sifted.AddFrom(batch, row, result);
        }
    }

    private void GrowStates(int keys)
    {
        var known = states.Length;
        Array.Resize(ref states, Math.Max(keys, known * 2));
        step.Initialize(states.AsSpan(known));
    }
}
