using System.Text;

namespace Cep.Live;

/// <summary>Gives raw inputs back as the lines of a new file, which appears when it is complete.</summary>
/// <remarks>Used by one thread.</remarks>
public sealed class RequeueFile : IRequeueTarget
{
    private readonly string temporary;
    private readonly FileStream stream;

    /// <summary>Begins the file.</summary>
    /// <param name="path">The file; it must not exist.</param>
    /// <param name="header">A first line, as CSV files need it; null for none.</param>
    /// <exception cref="FeedException">The file exists or can't be made.</exception>
    public RequeueFile(string path, string? header = null)
    {
        Name = path ?? throw new ArgumentNullException(nameof(path));
        temporary = path + ".part";
        if (File.Exists(path)) throw new FeedException($"{path} exists already. If it is from a requeue that was interrupted, delete it and run the same again; otherwise choose another file.");
        try
        {
            stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None);
            if (header is not null) WriteLine(header);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FeedException($"{path} can't be made: {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string? WhyNot(StoredDeadLetter letter)
    {
        ArgumentNullException.ThrowIfNull(letter);
        return letter.Letter.Raw switch
        {
            null => "it holds no raw input",
            { Length: >= DeadLetter.MaxRawLength } raw when raw.Length == DeadLetter.MaxRawLength || letter.Letter.Reason != DeadLetterReason.SinkFailure => $"its raw input was cut to {DeadLetter.MaxRawLength} characters",
            _ => null,
        };
    }

    /// <summary>Null: a file that exists is refused.</summary>
    public string? Mark() => null;

    /// <inheritdoc/>
    public IReadOnlySet<string> TakenSince(string mark) => throw new FeedException("a requeue to Kafka was interrupted; run it again before anything is written to a file, so that nothing is given back twice.");

    /// <inheritdoc/>
    public void Requeue(StoredDeadLetter letter)
    {
        ArgumentNullException.ThrowIfNull(letter);
        WriteLine(letter.Letter.Raw!);
    }

    /// <inheritdoc/>
    public void Complete()
    {
        stream.Flush(flushToDisk: true);
        stream.Dispose();
        File.Move(temporary, Name);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        stream.Dispose();
        File.Delete(temporary);
    }

    private void WriteLine(string line) => stream.Write(Encoding.UTF8.GetBytes(line + "\n"));
}
