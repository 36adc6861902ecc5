using System.Globalization;
using System.IO.Compression;

namespace Cep.Feeds.Files;

/// <summary>
/// One day of one symbol on its way to a LEAN zip. The text gathers in memory and then in a partial file, opened only to
/// append: a market has more symbols than a process may have open files.
/// </summary>
internal sealed class LeanFile
{
    private const int SpillBytes = 1 << 14;
    private readonly string zipPath;
    private readonly string textPath;
    private readonly string entryName;
    private bool isOnDisk;

    /// <param name="folder">The folder of the symbol.</param>
    /// <param name="symbol">The symbol as LEAN names it, in lower case.</param>
    /// <param name="day">The day in New York, such as 20131007.</param>
    /// <param name="kind"><c>Trade</c> or <c>Quote</c>.</param>
    public LeanFile(string folder, string symbol, int day, string kind)
    {
        var date = day.ToString("D8", CultureInfo.InvariantCulture);
        zipPath = Path.Combine(folder, $"{date}_{kind.ToLowerInvariant()}.zip");
        textPath = zipPath + ".csv.part";
        entryName = $"{date}_{symbol}_{kind}_Tick.csv";
        PartialFile.MakeFolder(folder);
        PartialFile.Delete(textPath);
    }

    /// <summary>The end of the text, to add lines to.</summary>
    public LineBuffer Text { get; } = new();

    private string PartPath => zipPath + ".part";

    /// <summary>Called after each line; moves the text to disk when there is much of it.</summary>
    public void EndLine()
    {
        if (Text.Length >= SpillBytes) Spill();
    }

    /// <summary>Makes the zip, still under its temporary name.</summary>
    public void Zip()
    {
        Spill();
        try
        {
            using (var zip = new ZipArchive(new FileStream(PartPath, FileMode.Create, FileAccess.Write), ZipArchiveMode.Create))
            {
                var entry = zip.CreateEntry(entryName, CompressionLevel.Optimal);

                // The zip must be the same bytes whenever it is made.
                entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
                using var to = entry.Open();
                using var from = File.OpenRead(textPath);
                from.CopyTo(to);
            }
        }
        catch (Exception exception) when (OutputStream.IsOfFile(exception))
        {
            throw SinkException.CannotWrite(zipPath, exception);
        }

        PartialFile.Delete(textPath);
    }

    /// <summary>Gives the zip its name.</summary>
    public void Publish() => PartialFile.Move(PartPath, zipPath);

    /// <summary>Deletes what is not published.</summary>
    public void Discard()
    {
        if (isOnDisk) PartialFile.Delete(textPath);
        PartialFile.Delete(PartPath);
    }

    private void Spill()
    {
        try
        {
            using var file = new FileStream(textPath, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
            isOnDisk = true;
            file.Write(Text.Written);
        }
        catch (Exception exception) when (OutputStream.IsOfFile(exception))
        {
            throw SinkException.CannotWrite(zipPath, exception);
        }

        Text.Clear();
    }
}
