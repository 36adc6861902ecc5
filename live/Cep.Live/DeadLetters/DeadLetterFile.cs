using Cep.Feeds.Files;

namespace Cep.Live;

/// <summary>The file of dead letters that the tasks of a process add to together.</summary>
/// <remarks>Safe on any thread. What a task writes again after a crash is a repeat with the same id, see <see cref="StoredDeadLetter"/>.</remarks>
public sealed class DeadLetterFile : IDisposable
{
    private readonly Lock gate = new();
    private readonly JsonLinesDeadLetters file;

    /// <summary>Opens the file, which is made when it is missing and added to when it is not.</summary>
    public DeadLetterFile(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (folder is not null) Directory.CreateDirectory(folder);
        file = new JsonLinesDeadLetters(path, isAddedTo: true);
    }

    /// <summary>A sink for a task; the file stays open when it is disposed of.</summary>
    public IDeadLetterSink ForTask() => new Part(this);

    /// <summary>Makes what was written durable.</summary>
    public void Flush()
    {
        lock (gate) file.Flush();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate) file.Dispose();
    }

    private sealed class Part(DeadLetterFile owner) : IDeadLetterSink
    {
        public void Write(DeadLetter letter)
        {
            lock (owner.gate) owner.file.Write(letter);
        }

        public void Dispose() => owner.Flush();
    }
}
