namespace Cep.Live;

/// <summary>Finds why rules that see several symbols together can't run beside topics with several Kafka partitions.</summary>
internal static class RepartitionFaults
{
    public static IEnumerable<string> Of(RuleDivision division, LiveSettings settings)
    {
        foreach (var group in division.AcrossSymbols)
        {
            var names = Names(group.Rules);
            foreach (var type in group.EventTypes.Where(type => !Repartition.CanCopy(type) && !group.Rules.Any(rule => rule.Identity.PayloadType == type)).OrderBy(type => type.Name, StringComparer.Ordinal))
            {
                yield return $"{names}: {type.Name} can't be copied to an internal topic; that can be done with trades, quotes and market statuses. "
                    + "Give the topics one Kafka partition, or run without the rules that read it.";
            }

            if (settings.Timing.AllowedLateness > TimeSpan.Zero && group.Provisional.Count > 0)
            {
                yield return $"{names}: {Names(group.Provisional)} would tell provisional events, and what comes through an internal topic is final. "
                    + "Leave out timing.allowedLateness, give the topics one Kafka partition, or run these rules in a group without it.";
            }
        }

        var all = Names(division.AcrossSymbols.SelectMany(group => group.Rules));
        if (settings.Input.Files.Count > 0)
        {
            yield return $"{all}: files are a log of their own, whose events can't meet those of the topics. "
                + "Leave out input.files, or run the files in a group of their own without kafka.topics.";
        }

        if (settings.Record.Directory is not null)
        {
            yield return $"{all}: a recording is of tasks that run all rules. Leave out record.directory, or run these rules in a group of their own and record the others.";
        }
    }

    private static string Names(IEnumerable<Rule> rules) => string.Join(", ", rules.Select(rule => $"'{rule.Name}'"));
}
