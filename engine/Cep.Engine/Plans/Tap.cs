using System.Reactive.Subjects;

namespace Cep;

/// <summary>Where a stream of a plan enters the foreign pipelines of its keys.</summary>
internal abstract class Tap
{
    public long Watermark { get; protected set; } = long.MinValue;

    public abstract bool IsEmpty { get; }

    public abstract long HeadTime { get; }

    public abstract long HeadSequence { get; }

    /// <summary>Puts the held rows up to a time into log order.</summary>
    public abstract void Settle(long until);

    /// <summary>Gives the first held row to its key's pipeline.</summary>
    public abstract void DeliverHead();

    /// <summary>Ends the stream for a key.</summary>
    public abstract void Complete(int key);

    /// <summary>Drops a key's rows and observers.</summary>
    public abstract void Forget(int key);

    /// <summary>Adds the rows that wait for a key to the figures.</summary>
    public abstract void Measure(int key, ref KeyFigures figures);
}

/// <inheritdoc cref="Tap"/>
internal sealed class Tap<T>(ForeignPipelines pipelines) : Tap
{
    private ForeignPipelines Pipelines { get; } = pipelines;

    private readonly RowQueue<T> held = new();
    private Subject<T>?[] subjects = [];

    public override bool IsEmpty => held.IsEmpty;

    public override long HeadTime => held.HeadTime;

    public override long HeadSequence => held.HeadSequence;

    public Consumer<T> Inlet() => new TapInlet(this);

    public IDisposable Subscribe(int key, IObserver<T> observer)
    {
        if (key >= subjects.Length) Array.Resize(ref subjects, Math.Max(key + 1, subjects.Length * 2));
        return (subjects[key] ??= new Subject<T>()).Subscribe(observer);
    }

    public override void Settle(long until) => held.Settle(until);

    public override void DeliverHead()
    {
        var (key, time, causes) = (held.HeadKey, held.HeadTime, held.HeadCauses);
        Deliver(key, time, causes, held.Take());
    }

    public override void Complete(int key)
    {
        if (key < subjects.Length && subjects[key] is { } subject) Guard(static (s, _) => s.OnCompleted(), subject, default!);
    }

    public override void Forget(int key)
    {
        held.Remove(key);
        if (key < subjects.Length) subjects[key] = null;
    }

    public override void Measure(int key, ref KeyFigures figures) => held.Measure(key, 0, ref figures);

    /// <summary>The rows of the only stream of a query are in order as they come; those of several wait for each other.</summary>
    private void Take(in KeyedBatch<T> batch)
    {
        if (!Pipelines.IsSingle)
        {
            held.Append(batch);
            return;
        }

        for (var i = 0; i < batch.Count; i++) Deliver(batch.Keys[i], batch.Times[i], batch.CausesOf(i), batch.Values[i]);
    }

    private void Deliver(int key, long time, Causes causes, T value)
    {
        Pipelines.RunTimersUntil(time);
        Pipelines.Enter(key, time, causes);
        if (key < subjects.Length && subjects[key] is { } subject) Guard(static (s, v) => s.OnNext(v), subject, value);
    }

    /// <summary>Foreign code runs inside: what it throws stays with its rule and key.</summary>
    private void Guard(Action<Subject<T>, T> deliver, Subject<T> subject, T value)
    {
        var outer = ForeignScope.Enter(Pipelines);
        try
        {
            deliver(subject, value);
        }
        catch (Exception fault)
        {
            Pipelines.Fail(fault);
        }
        finally
        {
            ForeignScope.Enter(outer);
        }
    }

    private sealed class TapInlet(Tap<T> tap) : Consumer<T>
    {
        public override void OnBatch(in KeyedBatch<T> batch) => tap.Take(batch);

        public override void OnTime(long watermark)
        {
            tap.Watermark = watermark;
            tap.Pipelines.OnTime();
        }
    }
}
