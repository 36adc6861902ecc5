namespace Cep;

/// <summary>
/// Events of one type in log order, of all keys of a shard, to a rule author as if there were only one key. It is an
/// <see cref="IObservable{T}"/>, so every Rx operator applies; its own operators are instance methods, so that C# query
/// syntax binds to them first, and a query built only of these runs for all keys at once, batch by batch.
/// </summary>
/// <typeparam name="T">An event type, a payload, or what an operator made of them.</typeparam>
/// <remarks>Made only inside <c>Rule.Query</c>, which must make the same streams in the same order each time it is called.</remarks>
public abstract partial class EventStream<T> : IObservable<T>, IStream
{
    /// <summary>Takes the next number of the query that is being built.</summary>
    private protected EventStream() => Number = QueryScope.Register(this);

    /// <summary>Which stream of its query this is, counted from 0 in the order of making.</summary>
    internal int Number { get; }

    /// <summary>Subscribes a foreign Rx operator, for the key whose pipeline is being built or run.</summary>
    /// <exception cref="InvalidOperationException">Called outside a running rule.</exception>
    public IDisposable Subscribe(IObserver<T> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        return ForeignScope.Subscribe(Number, observer);
    }

    /// <summary>Whether this is an input of the rule as it is, by which keys may be known before any operator has worked.</summary>
    internal virtual InputKind Input => InputKind.Computed;

    /// <summary>Makes the operator of this stream in a plan and returns where its results come out. Call it through the plan, which remembers.</summary>
    internal abstract Output<T> Build(RulePlan plan);

    Tap IStream.Connect(RulePlan plan, ForeignPipelines pipelines)
    {
        var tap = new Tap<T>(pipelines);
        plan.OutputOf(this).Connect(tap.Inlet());
        return tap;
    }
}
