using Microsoft.Extensions.Logging;

namespace Cep.Live;

/// <summary>Logs a line at a time to a writer, without secrets.</summary>
/// <remarks>Safe on any thread. The writer stays the caller's.</remarks>
internal sealed class LineLoggerProvider(TextWriter writer, LogForm form, Redaction redaction, TimeProvider clock) : ILoggerProvider
{
    private readonly Lock gate = new();

    public ILogger CreateLogger(string categoryName) => new LineLogger(this, categoryName);

    private string LineOf(LogLevel level, string category, string message, IEnumerable<KeyValuePair<string, object?>>? values, Exception? exception) => form == LogForm.Json
        ? LogLine.Json(clock.GetUtcNow(), level, category, message, values, exception)
        : LogLine.Text(clock.GetUtcNow(), level, category, message, exception);

    public void Dispose()
    {
    }

    private void Write(string line)
    {
        lock (gate) writer.WriteLine(redaction.Apply(line));
    }

    private sealed class LineLogger(LineLoggerProvider provider, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, Microsoft.Extensions.Logging.EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            provider.Write(provider.LineOf(logLevel, category, formatter(state, exception), state as IEnumerable<KeyValuePair<string, object?>>, exception));
    }
}
