namespace Cep;

/// <summary>
/// One step of a pattern. The members of this type name the stages of a match:
/// <code>
/// public sealed class VShape
/// {
///     public Stage&lt;Trade&gt; Falls { get; } = new();
///     public Stage&lt;Trade&gt; Rises { get; } = new();
/// }
/// </code>
/// </summary>
/// <typeparam name="T">The type of event that the stage takes.</typeparam>
public sealed class Stage<T> : EventsOf<T>
{
    internal override Type EventType => typeof(T);

    internal override bool Shows(Link link) => link.Stage == Number;
}
