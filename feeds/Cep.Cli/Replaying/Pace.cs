using System.Diagnostics;

namespace Cep.Cli;

/// <summary>Slows a run down to a multiple of the market's own pace. It waits between rounds and has no part in the result.</summary>
internal sealed class Pace(double speed, CancellationToken stop)
{
    private const double RoundSeconds = 0.05;
    private readonly Stopwatch elapsed = new();
    private EventTime first;

    /// <summary>The event time that a round may span, so that the pace is even.</summary>
    public TimeSpan RoundSpan { get; } = TimeSpan.FromSeconds(Math.Clamp(RoundSeconds * speed, 0.001, 3600));

    /// <summary>Waits until the wall clock has come as far as the events.</summary>
    public void Wait(RunProgress progress)
    {
        if (progress.Events == 0) return;
        if (!elapsed.IsRunning)
        {
            first = progress.Time;
            elapsed.Start();
            return;
        }

        var due = (progress.Time - first) / speed - elapsed.Elapsed;
        if (due > TimeSpan.Zero) stop.WaitHandle.WaitOne(due < TimeSpan.FromDays(20) ? due : TimeSpan.FromDays(20));
    }
}
