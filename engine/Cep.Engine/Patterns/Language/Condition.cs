namespace Cep;

/// <summary>What an event must satisfy, given the partial match that it is offered to.</summary>
internal abstract class Condition
{
    /// <summary>The type of event it is about; one of another type never satisfies it.</summary>
    public abstract Type EventType { get; }

    /// <summary>It looks at earlier events of the match, not at this event alone.</summary>
    public virtual bool IsIterative => false;

    /// <param name="candidate">The event.</param>
    /// <param name="match">The match object, which shows the events taken so far.</param>
    public abstract bool Holds(Candidate candidate, object match);
}

/// <summary>Any event of a type.</summary>
internal sealed class AnyCondition<T> : Condition
{
    public override Type EventType => typeof(T);

    public override bool Holds(Candidate candidate, object match) => candidate is Candidate<T>;
}

/// <summary>A simple condition: this event alone.</summary>
internal sealed class SimpleCondition<T>(Func<T, bool> holds) : Condition
{
    public override Type EventType => typeof(T);

    public Func<T, bool> Predicate => holds;

    public override bool Holds(Candidate candidate, object match) => candidate is Candidate<T> typed && holds(typed.Value);
}

/// <summary>An iterative condition: this event and the earlier ones of the match.</summary>
internal sealed class IterativeCondition<T, TMatch>(Func<T, TMatch, bool> holds) : Condition
    where TMatch : class
{
    public override Type EventType => typeof(T);

    public override bool IsIterative => true;

    public Func<T, TMatch, bool> Predicate => holds;

    public override bool Holds(Candidate candidate, object match) => candidate is Candidate<T> typed && holds(typed.Value, (TMatch)match);
}
