namespace Cep;

/// <summary>An input of a rule: the events of a type, or what other rules derived.</summary>
internal sealed class SourceStream<T>(Output<T> events, InputKind input) : EventStream<T>
{
    internal override InputKind Input => input;

    internal override Output<T> Build(RulePlan plan) => events;
}
