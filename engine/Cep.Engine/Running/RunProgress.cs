namespace Cep;

/// <summary>How far a run has come.</summary>
/// <param name="Events">Events processed.</param>
/// <param name="Time">Event time reached.</param>
/// <param name="BytesRead">Bytes of the feeds taken so far.</param>
/// <param name="BytesTotal">Bytes of all feeds, 0 when unknown.</param>
public readonly record struct RunProgress(long Events, EventTime Time, long BytesRead, long BytesTotal);
