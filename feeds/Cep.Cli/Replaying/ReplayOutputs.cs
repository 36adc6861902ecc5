using Cep.Feeds.Files;

namespace Cep.Cli;

/// <summary>All sinks of a replay: made together, closed together whatever happens.</summary>
internal sealed class ReplayOutputs : IDisposable
{
    private readonly List<IDisposable> owned = [];

    /// <param name="settings">Where things go.</param>
    /// <param name="rules">The rules whose derived events people see.</param>
    /// <param name="terminal">For <c>--out -</c>.</param>
    /// <exception cref="UsageException">Two outputs are one file.</exception>
    /// <exception cref="SinkException">A file can't be made.</exception>
    public ReplayOutputs(ReplaySettings settings, IReadOnlyList<Rule> rules, Terminal terminal)
    {
        try
        {
            var identities = rules.Select(rule => rule.Identity).ToList();
            DeadLetters = Own(new DeadLetterSamples(settings.DeadLetters is { } path ? Own(new JsonLinesDeadLetters(path)) : null));
            Action<LateEvent> onLate = Late.Add;
            if (settings.LateEvents is { } late) onLate += Own(new JsonLinesLateEvents(late)).Write;
            Action<PartialMatchEnd> onEnd = settings.Explain.File is { } explained ? Own(new ExplainLines(explained)).Write : Explained.Add;
            Outputs = new RunOutputs { DeadLetters = DeadLetters, OnLate = onLate, OnPartialMatchEnd = onEnd };
            Lines = Own(MakeLines(settings, terminal));
            Add(Lines);
            if (IsArrow(settings.Out)) Add(Own(new ArrowSink(settings.Out!, identities)));
            Add(Counts);
            foreach (var (name, file) in RecipientsOf(settings)) Outputs.AddRecipient(name, Own(MakeSink(file, identities)));
            if (settings.Out is null && !settings.Json) Add(Table = new DerivedTable());
            if (settings.Report is not null) Outputs.Add(Report = new ReportCollector(rules));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public RunOutputs Outputs { get; }

    /// <summary>The output as JSON Lines, written or only hashed.</summary>
    public JsonLinesSink Lines { get; }

    public DerivedCounts Counts { get; } = new();

    public DeadLetterSamples DeadLetters { get; }

    public LateReport Late { get; } = new();

    /// <summary>How partial matches ended, where that goes to no file.</summary>
    public ExplainText Explained { get; } = new();

    /// <summary>Rows for people; null when derived events go to a file.</summary>
    public DerivedTable? Table { get; }

    /// <summary>What the HTML report shows; null without a report.</summary>
    public ReportCollector? Report { get; }

    /// <summary>Recipients and their files.</summary>
    public static IReadOnlyList<(string Name, string File)> RecipientsOf(ReplaySettings settings)
    {
        var recipients = settings.Recipients.Select(text => text.IndexOf('=', StringComparison.Ordinal) is var at and > 0 && at < text.Length - 1
            ? (Name: text[..at].Trim(), File: text[(at + 1)..].Trim())
            : throw new UsageException($"--recipient '{text}' is not NAME=FILE, as in desk=desk.jsonl.")).ToList();
        return recipients.GroupBy(recipient => recipient.Name).FirstOrDefault(same => same.Count() > 1) is { } twice
            ? throw new UsageException($"--recipient names '{twice.Key}' {twice.Count()} times; a recipient has one file.")
            : recipients;
    }

    /// <summary>The name of an output says Arrow; all others are JSON Lines.</summary>
    public static bool IsArrow(string? path) => path is not null && (path.EndsWith(".arrow", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".feather", StringComparison.OrdinalIgnoreCase));

    /// <inheritdoc/>
    public void Dispose()
    {
        Exception? first = null;
        for (; owned.Count > 0; owned.RemoveAt(owned.Count - 1))
        {
            try
            {
                owned[^1].Dispose();
            }
            catch (SinkException error)
            {
                // The other outputs are to be closed all the same.
                first ??= error;
            }
        }

        if (first is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
    }

    private static JsonLinesSink MakeLines(ReplaySettings settings, Terminal terminal) =>
        settings.IsOutToTerminal ? new JsonLinesSink(terminal.OutputStream) : new JsonLinesSink(IsArrow(settings.Out) ? null : settings.Out);

    private static ISink MakeSink(string path, IReadOnlyList<RuleIdentity> rules) => IsArrow(path) ? new ArrowSink(path, rules) : new JsonLinesSink(path);

    /// <summary>Adds a sink for what people see; the report's own rule is not for them.</summary>
    private void Add(ISink sink) => Outputs.Add(sink, static rule => rule.PayloadType != typeof(ReportPrice));

    private T Own<T>(T sink)
        where T : IDisposable
    {
        owned.Add(sink);
        return sink;
    }
}
