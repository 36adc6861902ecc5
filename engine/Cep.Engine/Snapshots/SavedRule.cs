namespace Cep;

/// <summary>What a snapshot says of a rule, beside its state.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="WhyNotSaved">Why nothing of it was saved; null when it was.</param>
/// <param name="Parameters">What it was set to, as settings would say it.</param>
/// <param name="Layouts">How the states of its operators are laid out, see <see cref="StateLayout"/>.</param>
internal sealed record SavedRule(string Name, int Version, string? WhyNotSaved, string[] Parameters, string[] Layouts)
{
    public static SavedRule Of(RulePlan plan)
    {
        var rule = plan.Rule;
        var parameters = RuleParameter.Of(rule.GetType()).Select(parameter => $"{parameter.Name}={parameter.TextOf(rule)}");
        if (rule.ForgetQuietKeysAfter is { } quiet) parameters = parameters.Append($"{nameof(Rule.ForgetQuietKeysAfter)}={Duration.Format(quiet)}");
        return new SavedRule(rule.Name, rule.Identity.Version, plan.WhyNotSaved ?? plan.WhyAnswersNotSaved, [.. parameters], plan.Layouts);
    }

    /// <summary>Whether a rule takes the state over; false when it begins without.</summary>
    /// <exception cref="SnapshotException">It can do neither.</exception>
    public bool IsFor(RulePlan plan)
    {
        var now = Of(plan);
        var isSame = now.Version == Version && now.Parameters.SequenceEqual(Parameters);
        var change = isSame ? VersionChange.CarryOver : plan.Rule.FromVersion(Version);
        if (change == VersionChange.StartAnew) return false;
        if (change == VersionChange.Refuse) throw Refused(now);
        if (change == VersionChange.Rebuild) throw new SnapshotException($"Rule '{Name}' builds the state of its version {now.Version} anew. Start from an older snapshot, or from the log.");
        if (WhyNotSaved is { } reason) throw new SnapshotException($"The snapshot has no state of rule '{Name}': {reason}. Start from the log, or early enough to build it again.");
        if (plan.WhyNotSaved is { } refusal) throw OfAnotherQuery(now, $"it can't be loaded: {refusal}");
        if (now.Layouts.Length != Layouts.Length) throw OfAnotherQuery(now, $"it has {Layouts.Length} states, the query {now.Layouts.Length}");
        for (var i = 0; i < Layouts.Length; i++)
        {
            if (Layouts[i] != now.Layouts[i]) throw OfAnotherQuery(now, $"state {i + 1} is {Layouts[i]}, in the query {now.Layouts[i]}");
        }

        return true;
    }

    private SnapshotException Refused(SavedRule now)
    {
        if (now.Version != Version)
        {
            return new SnapshotException(
                $"The snapshot has version {Version} of rule '{Name}', the run has version {now.Version}, and the rule doesn't say what becomes of the other's state. "
                + "Override FromVersion in the rule, or start from the log.");
        }

        return new SnapshotException(
            $"The snapshot has rule '{Name}' with {Text(Parameters.Except(now.Parameters))}, the run with {Text(now.Parameters.Except(Parameters))}, and the rule doesn't say what becomes of the other's state. "
            + "Set the parameters alike, override FromVersion in the rule, which is asked about its own version then, or start from the log.");
    }

    private SnapshotException OfAnotherQuery(SavedRule now, string difference) =>
        new($"The snapshot's state of rule '{Name}' is of another query than version {now.Version} has now: {difference}. Give the rule a new version, or start from the log.");

    private static string Text(IEnumerable<string> parameters) => parameters.DefaultIfEmpty("no such parameter").Aggregate((one, other) => $"{one}, {other}");
}
