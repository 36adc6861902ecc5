namespace Cep.Tests;

/// <summary>
/// What a run with allowed lateness says, worked out from scratch for each moment: the rules are run over all events known
/// by then, in order, and the answers compared. Event times must not be ends of windows.
/// </summary>
internal static class RevisionReference
{
    public static IEnumerable<string> Of(Rule[] rules, IReadOnlyList<IEvent> arriving, int boundSeconds, int allowedSeconds)
    {
        var known = Known(arriving, boundSeconds * 1_000_000_000L, allowedSeconds * 1_000_000_000L);
        var moments = known.Where(x => x.IsLate).Select(x => x.Moment).Distinct().Order().ToList();
        var said = new List<(long Moment, int Phase, int Order, Said.Derived Derived)>();
        var final = Run(rules, known, long.MaxValue);
        foreach (var derived in final) Say(derived.Time.Nanos + allowedSeconds * 1_000_000_000L, 2, derived);
        if (allowedSeconds == 0) return final.Select(derived => derived.ToString());

        var from = long.MinValue;
        foreach (var until in moments.Append(long.MaxValue))
        {
            // What is told between two revisions follows from what is known after the first of them.
            var now = Run(rules, known, from).Where(IsTold).ToList();
            foreach (var derived in now.Where(x => x.Time.Nanos >= from && x.Time.Nanos < until)) Say(derived.Time.Nanos, 0, derived with { Status = DerivedStatus.Provisional });
            if (until == long.MaxValue) break;
            var before = now.Where(x => x.Time.Nanos < until && IsOpen(x, until)).ToList();
            var after = Run(rules, known, until).Where(x => IsTold(x) && x.Time.Nanos < until && IsOpen(x, until)).ToList();
            foreach (var gone in before.Except(after)) Say(until, 1, gone with { Status = DerivedStatus.Retracted });
            foreach (var come in after.Except(before)) Say(until, 1, come with { Status = DerivedStatus.Provisional });
            from = until;
        }

        return said.OrderBy(x => x.Moment).ThenBy(x => x.Phase).ThenBy(x => x.Derived.Time)
            .ThenBy(x => x.Derived.Rule, StringComparer.Ordinal).ThenBy(x => x.Derived.Key, StringComparer.Ordinal)
            .ThenBy(x => x.Derived.Ordinal).ThenBy(x => x.Order).Select(x => x.Derived.ToString());

        void Say(long moment, int phase, Said.Derived derived) => said.Add((moment, phase, said.Count, derived));
        bool IsTold(Said.Derived derived) => derived.Rule != "foreign";
        bool IsOpen(Said.Derived derived, long moment) => derived.Time.Nanos > moment - 1 - allowedSeconds * 1_000_000_000L;
    }

    /// <summary>The events that are processed, with the moment from which on each is known.</summary>
    private static List<(IEvent Event, long Moment, bool IsLate)> Known(IReadOnlyList<IEvent> arriving, long bound, long allowed)
    {
        var known = new List<(IEvent, long, bool)>();
        var reached = long.MinValue;
        foreach (var value in arriving)
        {
            var time = value.Time.Nanos;
            var watermark = reached == long.MinValue ? long.MinValue : reached - bound;
            if (time >= watermark) known.Add((value, time, false));
            else if (watermark - time <= allowed) known.Add((value, watermark, true));
            reached = Math.Max(reached, time);
        }

        return known;
    }

    private static List<Said.Derived> Run(Rule[] rules, List<(IEvent Event, long Moment, bool IsLate)> known, long moment) =>
        Said.Final(rules, [.. known.Where(x => !x.IsLate || x.Moment <= moment).OrderBy(x => x.Event.Time.Nanos).ThenBy(x => x.IsLate).Select(x => x.Event)]);
}
