using System.Text.Json;
using Cep.Feeds.Files;

namespace Cep.Cli;

/// <summary>Writes how partial matches ended to a file, as JSON Lines.</summary>
internal sealed class ExplainLines : IDisposable
{
    private readonly FileStream stream;
    private readonly Utf8JsonWriter json;
    private readonly string path;

    /// <exception cref="SinkException">The file can't be made.</exception>
    public ExplainLines(string path)
    {
        this.path = path;
        stream = Guard(() => new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 16));
        json = new Utf8JsonWriter(stream, DerivedJson.WriterOptions);
    }

    /// <exception cref="SinkException">The file can't be written.</exception>
    public void Write(PartialMatchEnd end) => Guard(() =>
    {
        PartialMatchEndJson.WriteLine(json, end);
        json.Flush();
        json.Reset();
        stream.WriteByte((byte)'\n');
        return true;
    });

    /// <inheritdoc/>
    /// <exception cref="SinkException">The last lines can't be written.</exception>
    public void Dispose()
    {
        json.Dispose();
        Guard(() =>
        {
            stream.Dispose();
            return true;
        });
    }

    private T Guard<T>(Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SinkException($"--explain-to '{path}' can't be written: {error.Message}", error);
        }
    }
}
