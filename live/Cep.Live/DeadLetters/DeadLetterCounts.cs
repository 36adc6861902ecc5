using System.Globalization;

namespace Cep.Live;

/// <summary>How many dead letters there are: total = open + requeued + discarded.</summary>
/// <param name="Open">Nothing became of them yet.</param>
/// <param name="Requeued">Given back.</param>
/// <param name="Discarded">Not needed.</param>
/// <param name="Repeats">Lines that say what another line says; not in the total.</param>
/// <param name="Unreadable">Lines that are no dead letter, such as one that a crash broke off; not in the total.</param>
public sealed record DeadLetterCounts(long Open, long Requeued, long Discarded, long Repeats, long Unreadable)
{
    /// <summary>All of them.</summary>
    public long Total => Open + Requeued + Discarded;

    /// <summary>The counts as a sentence.</summary>
    public override string ToString()
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{Total:N0} dead letters = {Open:N0} open + {Requeued:N0} requeued + {Discarded:N0} discarded");
        if (Repeats > 0) text += string.Create(CultureInfo.InvariantCulture, $"; {Repeats:N0} lines are repeats");
        return Unreadable > 0 ? text + string.Create(CultureInfo.InvariantCulture, $"; {Unreadable:N0} lines are no dead letter") : text;
    }
}
