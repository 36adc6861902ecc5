using System.Diagnostics;

namespace Cep.Live;

/// <summary>Kills processes of a trial at random moments while its tape flows, and starts them again.</summary>
/// <param name="trial">The trial.</param>
/// <param name="processes">How many processes it has; all run.</param>
/// <param name="seed">What the moments are drawn from.</param>
internal sealed class Turmoil(LiveTrial trial, int processes, int seed)
{
    /// <summary>Part of the tape that waits before anything runs, so that the first kills meet processes at full speed.</summary>
    private const double Backlog = 0.3;

    private static readonly TimeSpan LongestPeace = TimeSpan.FromSeconds(10);
    private readonly Random random = new(seed);
    private readonly List<int> waiting = [];

    /// <summary>Kills that often; ends when the tape is written but for its end.</summary>
    /// <param name="kills">How many processes are killed.</param>
    /// <param name="restart">Kills the broker and starts it again, now and then; null to leave it alone.</param>
    public void Run(int kills, Action? restart)
    {
        var moments = Enumerable.Range(0, kills).Select(_ => random.NextDouble() * LongestPeace).ToList();
        var writing = Write(moments.Aggregate(TimeSpan.FromSeconds(2), (sum, peace) => sum + peace));
        var restarting = Task.CompletedTask;
        for (var kill = 0; kill < kills; kill++)
        {
            KafkaBroker.Pause(moments[kill]);
            trial.CheckNoneWentAway();
            StartWaiting();

            // Kills go on while the broker is away.
            if (restart is not null && kill % 10 == 4 && restarting.IsCompletedSuccessfully) restarting = Task.Run(() => Time("the broker", restart));
            Kill(kill);
        }

        StartWaiting();
        Task.WaitAll(writing, restarting);
    }

    /// <summary>Now and then what was killed stays away until the next kill, so that the others take over.</summary>
    private void Kill(int number)
    {
        var running = Enumerable.Range(0, processes).Except(waiting).ToList();
        var victim = running[random.Next(running.Count)];
        trial.Process(victim).Kill();
        if (random.Next(3) == 0 && running.Count > 1) waiting.Add(victim);
        else trial.Start(victim);
        LiveTrial.Tell($"kill {number + 1}: process {victim}{(waiting.Contains(victim) ? ", which stays away" : "")}");
    }

    private void StartWaiting()
    {
        foreach (var process in waiting) trial.Start(process);
        waiting.Clear();
    }

    /// <summary>A part of the tape at once, the rest evenly over a time.</summary>
    private Task Write(TimeSpan time)
    {
        var ticks = trial.Tape.Ticks.Count;
        trial.Writer.WriteUpTo((int)(ticks * Backlog));
        return Task.Run(() =>
        {
            for (var passed = Stopwatch.StartNew(); passed.Elapsed < time;)
            {
                trial.Writer.WriteUpTo((int)(ticks * (Backlog + (1 - Backlog) * passed.Elapsed / time)));
                KafkaBroker.Pause(TimeSpan.FromMilliseconds(20));
            }
        });
    }

    private static void Time(string what, Action restart)
    {
        var passed = Stopwatch.StartNew();
        restart();
        LiveTrial.Tell($"{what} was killed and is back after {passed.Elapsed.TotalSeconds:0.0} s");
    }
}
