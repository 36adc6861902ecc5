using System.Globalization;

namespace Cep.Cli;

/// <summary>Remembers the first late events with their positions, and how many there were.</summary>
internal sealed class LateReport
{
    private const int MaxShown = 10;
    private readonly List<LateEvent> shown = [];
    private long count;

    public void Add(LateEvent late)
    {
        if (count++ < MaxShown) shown.Add(late);
    }

    public void Write(TextWriter to)
    {
        if (count == 0) return;
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"cep: {count:N0} late event{(count == 1 ? "" : "s")}, later in their file than it may be out of order:"));
        foreach (var late in shown) to.WriteLine($"  {late.Feed}:{late.Position}: {late.Time} after {late.Reached} (late by {Duration.Format(late.By)})");
        if (count > shown.Count) to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  … and {count - shown.Count:N0} more"));
    }
}
