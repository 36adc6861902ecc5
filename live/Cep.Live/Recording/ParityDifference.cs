namespace Cep.Live;

/// <summary>The first derived event in which a live run and its replay differ.</summary>
/// <param name="Number">Which one it is of those recorded, from 1 on.</param>
/// <param name="Live">The line of the live run; null when it had no more.</param>
/// <param name="Replayed">The line of the replay; null when it had no more.</param>
public sealed record ParityDifference(long Number, string? Live, string? Replayed);

/// <summary>Whether a task's replay derived what the task derived.</summary>
/// <param name="Partition">The task's partition number.</param>
/// <param name="Part">The number of the part with which this recording of the task begins.</param>
/// <param name="Events">How many events were read.</param>
/// <param name="DerivedEvents">How many derived events are the same.</param>
/// <param name="Sha256">Of the lines of these, in lower-case hexadecimal digits.</param>
/// <param name="RecordedRules">The rules of the live run.</param>
/// <param name="Difference">The first difference; null when there is none.</param>
public sealed record ParityResult(int Partition, int Part, long Events, long DerivedEvents, string Sha256, IReadOnlyList<RecordedRule> RecordedRules, ParityDifference? Difference);

/// <summary>With what a task ran that was recorded.</summary>
/// <param name="Partition">The task's partition number.</param>
/// <param name="Folder">Where the recording begins.</param>
/// <param name="Rules">The rules.</param>
/// <param name="Config">The sections <c>rules</c> and <c>timing</c> of a configuration file with all that decides what is derived.</param>
public sealed record RecordedRun(int Partition, string Folder, IReadOnlyList<RecordedRule> Rules, string Config);
