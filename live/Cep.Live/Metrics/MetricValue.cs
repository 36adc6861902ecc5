namespace Cep.Live;

/// <summary>A value of a metric with what tells it from others.</summary>
/// <param name="Value">The value, in the metric's unit.</param>
/// <param name="Tags">Names and values, such as the rule's; names are lower case with underscores.</param>
public readonly record struct MetricValue(double Value, params KeyValuePair<string, object?>[] Tags);
