namespace Cep;

/// <summary>A stream whose type of value is not known where it is handled.</summary>
internal interface IStream
{
    /// <summary>Connects a tap, from which the foreign pipelines of a query are fed.</summary>
    Tap Connect(RulePlan plan, ForeignPipelines pipelines);
}
