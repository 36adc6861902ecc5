namespace Cep.Testing;

/// <summary>What rules derived from a tape, run through the engine itself.</summary>
/// <remarks>Immutable, safe on any thread.</remarks>
public sealed partial class RuleRun
{
    private readonly Tape tape;

    private RuleRun(Tape tape, RecordingSink sink, IReadOnlyList<DeadLetter> deadLetters, RunSummary summary)
    {
        this.tape = tape;
        Events = sink.Events;
        Lines = sink.Lines;
        DeadLetters = deadLetters;
        Summary = summary;
    }

    /// <summary>All derived events of all rules, in the order of the output.</summary>
    public IReadOnlyList<Derived<object>> Events { get; }

    /// <summary>The same as JSON Lines, without line ends.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>What could not be processed.</summary>
    public IReadOnlyList<DeadLetter> DeadLetters { get; }

    /// <summary>The engine's own counts.</summary>
    public RunSummary Summary { get; }

    /// <summary>Runs rules over a tape, on one shard.</summary>
    /// <exception cref="RuleException">The rules don't fit together.</exception>
    public static RuleRun Over(Tape tape, params IReadOnlyList<Rule> rules) => Over(tape, new EngineOptions { ReadAhead = false }, rules);

    /// <summary>Runs rules over a tape with the shards, batches and range of time that the options say.</summary>
    /// <exception cref="RuleException">The rules don't fit together.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its bounds.</exception>
    public static RuleRun Over(Tape tape, EngineOptions options, params IReadOnlyList<Rule> rules)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(options);
        using var sink = new RecordingSink();
        using var letters = new RecordingDeadLetters();
        var outputs = new RunOutputs { DeadLetters = letters }.Add(sink);
        var summary = new Engine(rules, options).Run([tape.ToFeed()], outputs);
        return new RuleRun(tape, sink, letters.Letters, summary);
    }

    /// <summary>The derived events with a payload of one type, in the order of the output.</summary>
    public IReadOnlyList<Derived<T>> Derived<T>() =>
        [.. Events.Where(derived => derived.Payload is T).Select(derived => derived.As<T>())];

    /// <summary>The derived events that are addressed to a recipient, in the order of the output.</summary>
    public IReadOnlyList<Derived<object>> DerivedFor(string recipient) => [.. Events.Where(derived => derived.Recipients.Contains(recipient))];
}
