using System.Reactive.Concurrency;

namespace Cep.Simulation;

/// <summary>An operator of System.Reactive with its arguments drawn, and what it does, told the slow way.</summary>
internal abstract record ForeignOperator
{
    public abstract string Describe(IReadOnlyList<string> inputs);

    public abstract IObservable<Row> Build(IReadOnlyList<IObservable<Row>> inputs, IScheduler scheduler);

    /// <summary>The state of a new pipeline.</summary>
    public abstract ForeignState Start(long now);
}

/// <summary>What an operator does in one pipeline.</summary>
internal abstract class ForeignState
{
    /// <summary>When its next timer is due.</summary>
    public virtual long Due => long.MaxValue;

    /// <summary>How often it has scheduled a timer.</summary>
    public int Schedulings { get; protected set; }

    /// <summary>A row of one of its inputs.</summary>
    public abstract void Next(int input, Row value, long now, ForeignNext next);

    /// <summary>All inputs have completed.</summary>
    public virtual void Complete(long now, ForeignNext next) => next.Complete();

    /// <summary>Its timer is due.</summary>
    public virtual void Fire(long now, ForeignNext next)
    {
    }
}

/// <summary>What follows an operator.</summary>
/// <param name="Emit">Takes a row.</param>
/// <param name="Complete">Ends the stream; the operator and those before it are done then.</param>
internal sealed record ForeignNext(Action<Row> Emit, Action Complete);
