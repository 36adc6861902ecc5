using Cep.Feeds.Files;

namespace Cep.Cli;

/// <summary>Makes writers of tick files as the options of the command line ask.</summary>
internal static class TickFileOutput
{
    /// <exception cref="UsageException">The format can't be told, or has no room for the events.</exception>
    /// <exception cref="SinkException">The file can't be made.</exception>
    public static ITickWriter Create(string path, TickFormat? format, TickWriterOptions options)
    {
        try
        {
            return TickWriters.Create(path, format, options);
        }
        catch (ArgumentException error)
        {
            // The name of the argument means nothing to a user.
            throw new UsageException(error.Message.Replace($" (Parameter '{error.ParamName}')", "", StringComparison.Ordinal), error);
        }
    }
}
