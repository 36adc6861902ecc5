namespace Cep.Tests;

/// <summary>A run on one shard whose keys can be moved to another plan between two rounds.</summary>
internal sealed class MovableRun(IReadOnlyList<Rule> rules, int batchSize, IReadOnlyList<IEvent> events)
{
    private readonly IReadOnlyList<Rule> ordered = new RuleGraph(rules).InOrder;
    private readonly StateWriter writer = new();

    /// <summary>Other events that the plan has taken to which the keys are moved; null for none.</summary>
    public IReadOnlyList<IEvent>? Before { get; init; }

    /// <summary>Told of what was saved of a key and what is saved of it after it was loaded.</summary>
    public Action<byte[], byte[]>? OnMoved { get; init; }

    public static bool CanMove(IReadOnlyList<Rule> rules) => new ShardPlan(new RuleGraph(rules).InOrder, 0, 1).Rules.All(rule => rule.CanMove);

    /// <summary>The derived events and dead letters as text.</summary>
    public IReadOnlyList<string> Run() => Run(int.MaxValue, static (plan, _) => plan);

    /// <summary>As <see cref="Run()"/>, going on in a fresh plan after some rounds, with the state of the keys that are named.</summary>
    public IReadOnlyList<string> Run(int cut, Func<string, bool> moves) => Run(cut, (plan, round) =>
    {
        var other = NewPlan(round);
        foreach (var key in Keys().Where(key => moves(SymbolTable.NameOf(key)))) Move(key, plan, other);
        return other;
    });

    public IReadOnlyList<string> RunAndForget(int cut, string name) => Run(cut, (plan, _) =>
    {
        foreach (var state in plan.Rules.SelectMany(rule => rule.States)) state.Forget(Symbol.Of(name).Id);
        return plan;
    });

    private List<string> Run(int cut, Func<ShardPlan, Round, ShardPlan> atCut)
    {
        var sink = new TextSink();
        var letters = new LetterList();
        var tally = new RunTally(ordered);
        var collector = new Collector(1, new RunOutputs { DeadLetters = letters }.Add(sink), tally, 0);
        var result = new ShardResult[] { new() };
        using var sequencer = new Sequencer([new ListFeed("f", events)], new EngineOptions { BatchSize = batchSize, ReadAhead = false }, tally);
        var (plan, round, more) = (new ShardPlan(ordered, 0, 1), new Round(), true);
        for (var rounds = 1; more; rounds++)
        {
            more = sequencer.Next(round);
            plan.Process(round.Events, round.Watermark, round.LastTime);
            result[0].TakeFrom(plan);
            collector.Collect(round, result);
            if (rounds == cut) plan = atCut(plan, round);
            if (rounds == cut) result[0] = new ShardResult();
        }

        return [.. sink.Lines, .. letters.Letters.Select(letter => letter.ToString())];
    }

    private ShardPlan NewPlan(Round round)
    {
        var plan = new ShardPlan(ordered, 0, 1);
        if (Before is not null && round.Watermark < long.MaxValue)
        {
            var batch = new EventBatch();
            using var reader = new ListFeed("before", Before.Where(e => e.Time.Nanos <= round.LastTime).ToArray()).Open();
            reader.Read(batch, int.MaxValue);
            foreach (var column in batch.Columns) column.AddToSequences(0);
            plan.Process(batch, round.Watermark, round.LastTime);
            foreach (var rule in plan.Rules) rule.Swap(null);
            plan.DeadLetters.Clear();
        }

        plan.Process(new EventBatch(), round.Watermark, round.LastTime);
        return plan;
    }

    private IEnumerable<int> Keys() => events.Select(e => e.Symbol.Id).Distinct();

    private void Move(int key, ShardPlan from, ShardPlan to)
    {
        foreach (var (source, target) in from.Rules.Zip(to.Rules).SelectMany(rules => rules.First.States.Zip(rules.Second.States)))
        {
            writer.Clear();
            source.Save(key, writer);
            var saved = writer.Written.ToArray();
            target.Load(key, new StateReader(saved));
            writer.Clear();
            target.Save(key, writer);
            OnMoved?.Invoke(saved, writer.Written.ToArray());
        }
    }
}
