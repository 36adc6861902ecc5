namespace Cep.Throughput;

/// <summary>Something to measure, with a picture of what stands between the events and the answer.</summary>
public abstract class Scenario
{
    /// <summary>The name for <c>--scenario</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What runs, drawn in text.</summary>
    public abstract string Drawing { get; }

    /// <summary>How many events a pass has unless told otherwise.</summary>
    public virtual int DefaultEvents => 10_000_000;

    /// <summary>All scenarios.</summary>
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new EmaBreakoutScenario(), new RoutingScenario(), new OperatorScenario(), new SlidingScenario(), new WindowsScenario(), new FileScenario(), new SevenTicksScenario(),
        new StockScenario(), new TimersScenario(), new MergingScenario(),
    ];

    /// <summary>Makes the tape and the passes over it.</summary>
    public abstract IEnumerable<Comparison> Prepare(int events);

    /// <summary>The engine as it is measured: on the calling thread alone unless there are several shards.</summary>
    protected static Answer Run<T>(Rule rule, Func<T, double> number, int shards, params IReadOnlyList<IFeed> feeds)
    {
        var sink = new AnswerSink<T>(number);
        var engine = new Engine([rule], new EngineOptions { Shards = shards, ReadAhead = false });
        engine.Run(feeds, new RunOutputs { DeadLetters = new NoDeadLetters() }.Add(sink));
        return sink.Answer;
    }

    /// <summary>A dead letter here means that the engine, a rule or the tape is broken.</summary>
    private sealed class NoDeadLetters : IDeadLetterSink
    {
        public void Write(DeadLetter letter) => throw new InvalidOperationException($"{letter.Source}: {letter.Message}");

        public void Dispose()
        {
        }
    }
}
