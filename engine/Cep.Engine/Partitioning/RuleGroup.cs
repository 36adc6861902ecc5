namespace Cep;

/// <summary>Rules that see several symbols together, with those that they consume and that consume them: they run in one place.</summary>
public sealed class RuleGroup
{
    private readonly List<(Type Event, Delegate Key)> keys;

    internal RuleGroup(List<RulePlan> plans, HashSet<Rule> leading)
    {
        Rules = [.. plans.Select(plan => plan.Rule)];
        Provisional = [.. Rules.Where(leading.Contains)];
        EventTypes = Rules.SelectMany(rule => rule.InputTypes).Where(RootHub.IsEvent).ToHashSet();
        keys = [.. plans.SelectMany(plan => plan.Keys.AtInput)];
        WhyNotByKey = plans.Where(plan => plan.Keys.WhyUnknown is not null).Select(plan => $"'{plan.Rule.Name}': {plan.Keys.WhyUnknown}").FirstOrDefault();
    }

    /// <summary>The rules, producers before consumers.</summary>
    public IReadOnlyList<Rule> Rules { get; }

    /// <summary>Those of them that tell provisional events where late events are allowed; the others tell what is final.</summary>
    public IReadOnlyList<Rule> Provisional { get; }

    /// <summary>The event types that they consume.</summary>
    public IReadOnlySet<Type> EventTypes { get; }

    /// <summary>
    /// Why their keys are not known of an event before the rules have seen it, so that all events have to come to one place;
    /// null when they are known, so that it does when the events of a key are in one place.
    /// </summary>
    public string? WhyNotByKey { get; }

    /// <summary>The functions that give an event of a type its keys. They are the rules' authors' and may throw.</summary>
    /// <typeparam name="T">The event type.</typeparam>
    public IReadOnlyList<Func<T, Symbol>> KeysOf<T>() => [.. keys.Where(entry => entry.Event == typeof(T)).Select(entry => (Func<T, Symbol>)entry.Key)];
}
