using System.Text.Json;
using Xunit.Sdk;

namespace Cep.Testing;

public abstract partial class RuleContract<TRule>
{
    private List<(Tape Tape, RuleRun Whole)> Runs() => [.. CreateTapes().Select(tape => (tape, RunOver(tape)))];

    private RuleRun RunOver(Tape tape, int batchSize = 1024, int shards = 1) =>
        RuleRun.Over(tape, new EngineOptions { BatchSize = batchSize, Shards = shards, ReadAhead = false }, [CreateRule(), .. CreateProducers()]);

    /// <summary>All of a derived event that may not depend on other keys: the sequence numbers of its causes may.</summary>
    private static string WithoutSequences(Derived<object> derived) =>
        $"{derived.Id} {derived.Rule.Name} {derived.Key} {derived.Time} {derived.Status} causes: {derived.Causes.Count} "
        + $"to: {string.Join(',', derived.Recipients)} {RuleRun.TextOf(derived.Payload)}";

    private static string RewriteJson(string written, Type type)
    {
        try
        {
            return RuleRun.TextOf(JsonSerializer.Deserialize(written, type, DerivedJson.Options));
        }
        catch (Exception fault) when (fault is JsonException or NotSupportedException)
        {
            throw new XunitException($"{type.Name} can't be read back from {written}: {fault.Message}");
        }
    }

    private static void DemandSame(RuleRun expected, RuleRun actual, string what) =>
        DemandSame([.. expected.Lines, .. expected.DeadLetters.Select(TextOf)], [.. actual.Lines, .. actual.DeadLetters.Select(TextOf)], what);

    private static void DemandSame(List<string> expected, List<string> actual, string what)
    {
        if (expected.SequenceEqual(actual, StringComparer.Ordinal)) return;
        var first = 0;
        while (first < expected.Count && first < actual.Count && expected[first] == actual[first]) first++;
        throw new XunitException(
            $"The output differs with {what}: {expected.Count} derived events before, {actual.Count} now. Difference {first + 1}:\n"
            + $"  before  {(first < expected.Count ? expected[first] : "nothing")}\n"
            + $"  now     {(first < actual.Count ? actual[first] : "nothing")}\n"
            + "Does the rule keep state in a field, or in a variable that a lambda captures? State belongs in operators such as Scan.");
    }

    private static string TextOf(DeadLetter letter) => $"{letter.Reason} {letter.Source} {letter.Position} {letter.Key} {letter.Time} {letter.Message}";

    private static void Demand(bool holds, string message)
    {
        if (!holds) throw new XunitException(message);
    }
}
