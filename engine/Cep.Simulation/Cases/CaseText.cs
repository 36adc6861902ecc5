using System.Text;

namespace Cep.Simulation;

/// <summary>A case as a listing that a person can follow.</summary>
internal static class CaseText
{
    public static string Of(SimulatedCase simulated)
    {
        var text = new StringBuilder();
        foreach (var rule in simulated.Rules) text.Append("rule ").Append(rule).Append('\n');
        text.Append("run  ").Append(simulated.Run).Append('\n');
        foreach (var feed in simulated.Feeds)
        {
            text.Append("feed ").Append(feed.Name).Append(", disorder bound ").Append(Duration.Format(feed.Timing.DisorderBound)).Append(", late: ").Append(feed.Timing.Lateness);
            if (feed.Timing.AllowedLateness > TimeSpan.Zero) text.Append(", allowed lateness ").Append(Duration.Format(feed.Timing.AllowedLateness));
            if (feed.Timing.IdleAfter is { } idle) text.Append(", idle after ").Append(Duration.Format(idle));
            if (feed.TellsEarliest) text.Append(", begins at ").Append(feed.Earliest);
            text.Append('\n');
            foreach (var row in feed.Rows) text.Append("  ").Append(row).Append('\n');
        }

        return text.ToString();
    }
}
