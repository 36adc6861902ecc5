namespace Cep;

/// <summary>
/// Runs the rules of a shard twice over the same events. The leading plan goes with the watermark; what it derives is told
/// at once and is provisional. The trailing plan waits for the allowed lateness, sees late events in their places and
/// confirms. A late event is answered at once: the state of its keys is taken from the trailing plan, which has not passed
/// the event's time yet, and the events held since are run again, the late one among them.
/// </summary>
/// <remarks>
/// No operator has to know of late events for this, only to save and load what it keeps for a key. A rule that can't do so,
/// because it is made of foreign operators, has no leading plan: its derived events wait until they are final.
/// </remarks>
internal sealed class RevisingRun : ShardRun
{
    private readonly IReadOnlyList<Rule> leadingRules;
    private readonly ShardPlan leading;
    private readonly ShardPlan trailing;
    private readonly Func<ShardPlan> again;
    private readonly long allowedLatenessNanos;
    private readonly EventHold hold = new();
    private readonly EventBatch released = new();
    private readonly EventBatch none = new();
    private readonly StateWriter writer = new();
    private readonly DerivedColumn?[] swapped;
    private readonly DerivedColumn[] answers;
    private readonly Told[] told;
    private long settledUntil = long.MinValue;

    public RevisingRun(IReadOnlyList<Rule> rulesInOrder, int shard, int shards, long allowedLatenessNanos)
    {
        this.allowedLatenessNanos = allowedLatenessNanos;
        trailing = new ShardPlan(rulesInOrder, shard, shards);
        leadingRules = Leading(trailing);
        again = () => new ShardPlan(leadingRules, shard, shards);
        leading = again();
        swapped = trailing.Rules.Select(plan => plan.Swap(null)).ToArray();
        answers = Array.ConvertAll(swapped, column => column!.CreateEmpty());
        told = Array.ConvertAll(answers, column => new Told(column));
    }

    public override void Process(EventBatch batch, long watermark, long lastTime, bool isRevision)
    {
        for (var i = 0; i < told.Length; i++) told[i].Answers = answers[i];
        if (isRevision)
        {
            Go(none, watermark, lastTime);
            Revise(batch, watermark, lastTime);
        }
        else
        {
            Go(batch, watermark, lastTime);
        }
    }

    private void Go(EventBatch batch, long watermark, long lastTime)
    {
        hold.Add(batch);
        leading.Process(batch, watermark, lastTime);
        Take(leading, static (answer, derived) => answer.Add(derived));
        leading.DeadLetters.Clear();
        Settle(watermark, lastTime);
    }

    /// <inheritdoc/>
    /// <remarks>The leading plan keeps the same keys once more.</remarks>
    public override StateFigures[] Measure()
    {
        var figures = trailing.Measure();
        foreach (var (rule, ahead) in leading.Rules.Zip(leading.Measure()))
        {
            ref var both = ref figures[trailing.Rules.ToList().FindIndex(plan => plan.Rule == rule.Rule)];
            both = both with { Bytes = both.Bytes + ahead.Bytes };
        }

        return figures;
    }

    public override void HandOver(ShardResult result) => result.TakeFrom(answers, trailing.DeadLetters);

    /// <summary>The rules whose state can be saved, as can that of the rules whose events they consume.</summary>
    private static List<Rule> Leading(ShardPlan all)
    {
        var leading = new List<Rule>();
        var waiting = new HashSet<Type>();
        foreach (var plan in all.Rules)
        {
            if (plan.CanSave && !plan.Rule.InputTypes.Any(waiting.Contains)) leading.Add(plan.Rule);
            else waiting.Add(plan.Rule.Identity.PayloadType);
        }

        return leading;
    }

    private void Revise(EventBatch late, long watermark, long lastTime)
    {
        if (late.Count == 0) return;
        hold.AddLate(late);
        var keys = new HashSet<int>();
        foreach (var column in late.Columns) keys.UnionWith(column.Keys.ToArray());
        var ordered = keys.Order().ToArray();

        var rerun = again();
        rerun.Process(released, settledUntil, lastTime);
        Move(ordered, trailing, rerun);
        hold.Select(keys, watermark, released);
        rerun.Process(released, watermark, lastTime);
        released.Clear();
        Take(rerun, (answer, derived) => answer.Revise(ordered, derived, watermark + 1));
        Move(ordered, rerun, leading);
    }

    private void Settle(long watermark, long lastTime)
    {
        var until = watermark == long.MaxValue ? watermark
            : watermark < long.MinValue + allowedLatenessNanos ? long.MinValue
            : watermark - allowedLatenessNanos;
        hold.Release(until, released);
        trailing.Process(released, until, lastTime);
        released.Clear();
        settledUntil = until;
        Take(trailing, (answer, derived) => answer.Settle(derived, allowedLatenessNanos));
        if (until < long.MaxValue) return;
        foreach (var answer in told) answer.SettleRest();
    }

    /// <summary>Gives what a plan derived to the answers of its rules.</summary>
    private void Take(ShardPlan plan, Action<Told, DerivedColumn> take)
    {
        var next = 0;
        foreach (var rule in plan.Rules)
        {
            while (trailing.Rules[next].Rule != rule.Rule) next++;
            swapped[next]!.Compact([]);
            var derived = rule.Swap(swapped[next]);
            take(told[next], derived);
            swapped[next] = derived;
        }
    }

    /// <summary>Copies the state of keys from one plan to another; the rules of the one with fewer are among those of the other.</summary>
    private void Move(IEnumerable<int> keys, ShardPlan from, ShardPlan to)
    {
        foreach (var key in keys)
        {
            foreach (var rule in leadingRules)
            {
                writer.Clear();
                foreach (var state in from.PlanOf(rule).States) state.Save(key, writer);
                var reader = new StateReader(writer.Written);
                foreach (var state in to.PlanOf(rule).States) state.Load(key, reader);
            }
        }
    }
}
