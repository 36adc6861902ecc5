namespace Cep.Cli;

/// <summary>A derived event in a chart.</summary>
/// <param name="Key">The symbol.</param>
/// <param name="Time">Its event time.</param>
/// <param name="Detail">Its payload as text.</param>
internal sealed record ReportMark(string Key, EventTime Time, string Detail);
