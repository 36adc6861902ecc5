using System.Text;

namespace Cep.Live;

/// <summary>The journals of dead letters in files. A requeue that was begun is told by a file of its own, <c>PATH.requeue</c>.</summary>
internal sealed class FileNotes : IDeadLetterNotes
{
    private readonly Dictionary<string, DeadLetterJournal> byFile = new(StringComparer.Ordinal);
    private readonly string begun;

    /// <summary>Opens the journals, so that no other process may note at the same time.</summary>
    /// <param name="path">The file or folder of dead letters.</param>
    /// <param name="letters">Those to which something is done.</param>
    /// <exception cref="FeedException">A journal can't be opened.</exception>
    public FileNotes(string path, IEnumerable<StoredDeadLetter> letters)
    {
        begun = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)) + ".requeue";
        try
        {
            foreach (var file in letters.Select(letter => letter.File).Distinct(StringComparer.Ordinal)) byFile[file] = new DeadLetterJournal(file);
        }
        catch (IOException error)
        {
            Dispose();
            throw new FeedException($"what becomes of dead letters can't be noted: {error.Message} Another 'cep dlq' may be at work; run one at a time.", error);
        }
    }

    public string? Unfinished => File.Exists(begun) ? File.ReadAllText(begun) : null;

    public void Begin(string mark)
    {
        using (var file = new FileStream(begun + ".part", FileMode.Create))
        {
            file.Write(Encoding.UTF8.GetBytes(mark));
            file.Flush(flushToDisk: true);
        }

        File.Move(begun + ".part", begun, overwrite: true);
    }

    public void Write(IReadOnlyList<StoredDeadLetter> letters, DeadLetterState state, string? target, DateTimeOffset now)
    {
        foreach (var group in letters.GroupBy(letter => letter.File)) byFile[group.Key].Write(group, state, target, now);
        File.Delete(begun);
    }

    public void Dispose()
    {
        foreach (var journal in byFile.Values) journal.Dispose();
    }
}
