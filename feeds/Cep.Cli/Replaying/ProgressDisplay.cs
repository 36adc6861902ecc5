using System.Diagnostics;
using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Cep.Cli;

/// <summary>Shows how far a run has come: a bar on a terminal, now and then a plain line otherwise.</summary>
internal sealed class ProgressDisplay(Terminal terminal, string what)
{
    private const long PlainMillis = 5_000;
    private const long BarMillis = 100;

    /// <summary>So that all else fits a window of 80 columns.</summary>
    private const int BarWidth = 18;
    private readonly Stopwatch elapsed = Stopwatch.StartNew();
    private long shownMillis;
    private string status = "";

    /// <summary>Does the work, which tells its progress through the delegate it is given.</summary>
    public T Run<T>(Func<Action<RunProgress>, T> work) => terminal.IsErrorInteractive
        ? terminal.ErrorConsole.Progress().AutoClear(true).HideCompleted(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn { Width = BarWidth }, new PercentageColumn(), new StatusColumn(() => status))
            .Start(context =>
            {
                var bar = context.AddTask(Markup.Escape(what), maxValue: 1);
                return work(progress => ShowBar(bar, progress));
            })
        : work(ShowLine);

    private void ShowBar(ProgressTask bar, RunProgress progress)
    {
        if (!IsDue(BarMillis)) return;
        bar.IsIndeterminate = progress.BytesTotal == 0;
        bar.Value = PartOf(progress);
        status = Describe(progress);
    }

    private void ShowLine(RunProgress progress)
    {
        if (!IsDue(PlainMillis)) return;
        terminal.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"cep: {100 * PartOf(progress):N0} % · {Describe(progress)}"));
    }

    private bool IsDue(long everyMillis)
    {
        var now = elapsed.ElapsedMilliseconds;
        if (now - shownMillis < everyMillis) return false;
        shownMillis = now;
        return true;
    }

    private static double PartOf(RunProgress progress) =>
        progress.BytesTotal == 0 ? 0 : Math.Min(1, (double)progress.BytesRead / progress.BytesTotal);

    private string Describe(RunProgress progress)
    {
        var seconds = Math.Max(elapsed.Elapsed.TotalSeconds, 0.001);
        var part = PartOf(progress);
        var at = progress.Events > 0 ? Figures.Minute(progress.Time) + " UTC" : "no event yet";
        var left = part > 0.01 ? $" · {Figures.Left(TimeSpan.FromSeconds(seconds * (1 - part) / part))} left" : "";
        return $"{Figures.Short(progress.Events)} · {Figures.Short(progress.Events / seconds)}/s · {at}{left}";
    }

    private sealed class StatusColumn(Func<string> text) : ProgressColumn
    {
        protected override bool NoWrap => true;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) => new Text(text());
    }
}
