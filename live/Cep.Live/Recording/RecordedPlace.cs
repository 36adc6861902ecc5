namespace Cep.Live;

/// <summary>How far a feed had been read at a commit, and what was committed beside it.</summary>
/// <param name="Feed">The feed: topic and Kafka partition.</param>
/// <param name="Offset">Everything before it had been read.</param>
/// <param name="Note">What was committed beside the offset, see <see cref="CommitNote"/>.</param>
internal sealed record RecordedPlace(string Feed, long Offset, string Note);
