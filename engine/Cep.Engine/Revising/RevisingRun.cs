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
internal sealed partial class RevisingRun : ShardRun
{
    private ShardPlan leading;
    private readonly ShardPlan trailing;

    /// <summary>For each rule of the leading plan its place among those of the trailing one.</summary>
    private readonly int[] places;
    private readonly Func<ShardPlan> again;
    private readonly long allowedLatenessNanos;
    private readonly EventHold hold = new();
    private readonly EventBatch released = new();
    private readonly EventBatch none = new();
    private readonly StateWriter writer = new();
    private readonly DerivedColumn[] swapped;
    private readonly DerivedColumn[] answers;
    private readonly Told[] told;
    private long settledUntil = long.MinValue;

    public RevisingRun(IReadOnlyList<Rule> rulesInOrder, int shard, int shards, long allowedLatenessNanos, IReadOnlyList<Explain>? explained = null, IReadOnlyDictionary<string, KeySlice>? slices = null)
    {
        this.allowedLatenessNanos = allowedLatenessNanos;
        trailing = new ShardPlan(rulesInOrder, shard, shards, explained, slices);
        places = Leading(trailing);
        var leadingRules = Array.ConvertAll(places, place => trailing.Rules[place].Rule);
        again = () => new ShardPlan(leadingRules, shard, shards, null, slices);
        leading = again();
        swapped = trailing.Rules.Select(plan => plan.Swap(null)).ToArray();
        answers = Array.ConvertAll(swapped, column => column.CreateEmpty());
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

    /// <inheritdoc/>
    /// <remarks>The leading plan keeps the same keys once more.</remarks>
    public override StateFigures[] Measure()
    {
        var figures = trailing.Measure();
        var ahead = leading.Measure();
        for (var i = 0; i < places.Length; i++) figures[places[i]] = figures[places[i]] with { Bytes = figures[places[i]].Bytes + ahead[i].Bytes };
        return figures;
    }

    /// <inheritdoc/>
    /// <remarks>Those of the leading plan are told where there is one, as time stands there; what late events bring to the limit counts once.</remarks>
    public override ShardPartials?[] CountPartials()
    {
        var partials = trailing.CountPartials();
        var ahead = leading.CountPartials();
        for (var i = 0; i < places.Length; i++)
        {
            if (partials[places[i]] is { } behind) partials[places[i]] = behind with { Keys = ahead[i]!.Keys };
        }

        return partials;
    }

    public override void HandOver(ShardResult result) => result.TakeFrom(answers, trailing);

    /// <summary>The places of the rules whose state can be saved, as can that of the rules whose events they consume.</summary>
    public static int[] Leading(ShardPlan all)
    {
        var leading = new List<int>();
        var waiting = new HashSet<Type>();
        for (var i = 0; i < all.Rules.Count; i++)
        {
            var plan = all.Rules[i];
            if (plan.CanMove && !plan.Rule.InputTypes.Any(waiting.Contains)) leading.Add(i);
            else waiting.Add(plan.Rule.Identity.PayloadType);
        }

        return [.. leading];
    }

    private void Go(EventBatch batch, long watermark, long lastTime)
    {
        hold.Add(batch, areLate: false);
        leading.Process(batch, watermark, lastTime);
        Take(leading, places, static (answer, derived) => answer.Add(derived));
        leading.DeadLetters.Clear();
        Settle(watermark, lastTime);
    }

    private void Revise(EventBatch late, long watermark, long lastTime)
    {
        if (late.Count == 0) return;
        hold.Add(late, areLate: true);
        var keys = new HashSet<int>();
        foreach (var column in late.Columns) keys.UnionWith(column.Keys.ToArray());
        var ordered = keys.Order().ToArray();

        var rerun = again();
        rerun.Process(released, settledUntil, lastTime);
        Move(ordered, Array.ConvertAll(places, place => trailing.Rules[place]), rerun.Rules);
        hold.Select(keys, watermark, released);
        rerun.Process(released, watermark, lastTime);
        released.Clear();
        Take(rerun, places, (answer, derived) => answer.Revise(ordered, derived, watermark + 1));
        Move(ordered, rerun.Rules, leading.Rules);
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
        Take(trailing, null, (answer, derived) => answer.Settle(derived, allowedLatenessNanos));
        if (until < long.MaxValue) return;
        foreach (var answer in told) answer.SettleRest();
    }

    /// <summary>Gives what a plan derived to the answers of its rules.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="at">The places of its rules among all; null when it has all.</param>
    /// <param name="take">What is done with it.</param>
    private void Take(ShardPlan plan, int[]? at, Action<Told, DerivedColumn> take)
    {
        for (var i = 0; i < plan.Rules.Count; i++)
        {
            var place = at is null ? i : at[i];
            swapped[place].Compact([]);
            var derived = plan.Rules[i].Swap(swapped[place]);
            take(told[place], derived);
            swapped[place] = derived;
        }
    }

    /// <summary>Copies the state of keys from some rules to the same rules of another plan.</summary>
    private void Move(int[] keys, IReadOnlyList<RulePlan> from, IReadOnlyList<RulePlan> to)
    {
        foreach (var key in keys)
        {
            for (var i = 0; i < from.Count; i++)
            {
                writer.Clear();
                foreach (var state in from[i].States) state.Save(key, writer);
                var reader = new StateReader(writer.Written);
                foreach (var state in to[i].States) state.Load(key, reader);
            }
        }
    }
}
