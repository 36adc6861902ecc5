namespace Cep;

/// <summary>A stream whose events a pattern is offered.</summary>
internal abstract class MatchSource
{
    public abstract Type EventType { get; }

    /// <summary>Connects the stream to the operator, directly when it is the only one, else through rows that wait for the others.</summary>
    public abstract MatchInlet Connect(RulePlan plan, MatchOperator operation, bool isOnly);
}

/// <inheritdoc/>
internal sealed class MatchSource<T>(EventStream<T> stream) : MatchSource
{
    public override Type EventType => typeof(T);

    public override MatchInlet Connect(RulePlan plan, MatchOperator operation, bool isOnly)
    {
        var inlet = new MatchInlet<T>(operation);
        plan.OutputOf(stream).Connect(isOnly ? inlet.Direct : inlet.Held);
        return inlet;
    }
}
