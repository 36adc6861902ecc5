namespace Cep;

/// <summary>How far a run has come.</summary>
/// <param name="Events">Events processed.</param>
/// <param name="Time">Event time reached.</param>
/// <param name="BytesRead">Bytes of the feeds taken so far.</param>
/// <param name="BytesTotal">Bytes of all feeds, 0 when unknown.</param>
/// <param name="HeldBy">The open feed that holds the watermark: time waits for it. Null when none is open.</param>
public readonly record struct RunProgress(long Events, EventTime Time, long BytesRead, long BytesTotal, string? HeldBy);
