using System.Text;

namespace Cep.Live;

/// <summary>
/// What became of the dead letters of a file: a file beside it, <c>FILE.journal</c>, that is only ever added to. The dead
/// letters themselves are never changed, so nothing is lost whatever is decided about them.
/// </summary>
internal sealed class DeadLetterJournal : IDisposable
{
    public const string Ending = ".journal";
    private readonly FileStream file;

    /// <exception cref="IOException">The file can't be opened, or another process has it.</exception>
    public DeadLetterJournal(string letters)
    {
        Path = letters + Ending;
        file = new FileStream(Path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        if (file.Length == 0) return;
        file.Position = file.Length - 1;
        if (file.ReadByte() != '\n') file.WriteByte((byte)'\n');
    }

    public string Path { get; }

    /// <summary>The last state of each dead letter that has one; a line that broke off says nothing.</summary>
    public static Dictionary<string, DeadLetterState> Read(string letters)
    {
        var states = new Dictionary<string, DeadLetterState>(StringComparer.Ordinal);
        var path = letters + Ending;
        if (!File.Exists(path)) return states;
        foreach (var line in File.ReadLines(path))
        {
            if (DeadLetterNote.TryParse(line, out var id, out var state)) states[id] = state;
        }

        return states;
    }

    /// <summary>Notes what became of dead letters; durable when this returns.</summary>
    public void Write(IEnumerable<StoredDeadLetter> letters, DeadLetterState state, string? target, DateTimeOffset now)
    {
        var text = new StringBuilder();
        foreach (var letter in letters) text.Append(DeadLetterNote.TextOf(letter.Id, state, target, now)).Append('\n');
        file.Seek(0, SeekOrigin.End);
        file.Write(Encoding.UTF8.GetBytes(text.ToString()));
        file.Flush(flushToDisk: true);
    }

    public void Dispose() => file.Dispose();
}
