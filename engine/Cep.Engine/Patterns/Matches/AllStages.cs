namespace Cep;

/// <summary>
/// All events of one type that a match took, whatever the stage, without those of excluded parts. Its
/// <see cref="EventsOf{T}.Last"/> in a condition is the event before the one in question.
/// </summary>
/// <typeparam name="T">The type of event.</typeparam>
public sealed class AllStages<T> : EventsOf<T>
{
    internal override Type EventType => typeof(T);

    internal override bool Shows(Link link) => link.Event is Taken<T> && !link.IsExcluded;
}
