using System.Text.RegularExpressions;
using Xunit;
using Xunit.Sdk;

namespace Cep.Testing;

#pragma warning disable CA1707 // The names of tests are sentences, whose words are joined by underscores.

/// <summary>
/// What every rule must keep to. Derive a public test class from it, say how the rule is made and give it tapes on which
/// it has something to say:
/// <code>
/// public sealed class GoldenCrossContract : RuleContract&lt;GoldenCross&gt;
/// {
///     protected override GoldenCross CreateRule() => new() { Fast = 2, Slow = 3 };
///     protected override IReadOnlyList&lt;Tape&gt; CreateTapes() => [Tape.Load("Tapes/golden-cross.tape")];
/// }
/// </code>
/// </summary>
/// <remarks>
/// The tapes need events of at least two symbols, in turns, so that a rule which mixes them up is found. A rule that keeps
/// state in a field or in a variable that a lambda captures does not pass.
/// </remarks>
public abstract partial class RuleContract<TRule>
    where TRule : Rule
{
    private static readonly int[] BatchSizes = [1, 2, 3, 7, 1024];
    private static readonly int[] ShardCounts = [1, 2, 3, 4];

    /// <summary>Makes the rule, with parameters that suit the tapes. It is called for each run.</summary>
    protected abstract TRule CreateRule();

    /// <summary>Makes the tapes: together they make the rule derive something, each has at least two symbols.</summary>
    protected abstract IReadOnlyList<Tape> CreateTapes();

    /// <summary>Makes the rules whose derived events this one consumes; none unless overridden.</summary>
    protected virtual IReadOnlyList<Rule> CreateProducers() => [];

    /// <summary>Else all other tests of the contract would say nothing.</summary>
    [Fact]
    public void The_tapes_show_the_rule_at_work()
    {
        var tapes = CreateTapes();
        Demand(tapes.All(tape => tape.Symbols.Count >= 2), "Each tape needs at least two symbols, so that a rule that mixes up its keys is found.");
        var derived = tapes.Sum(tape => RunOver(tape).Summary.DerivedEvents[CreateRule().Name]);
        Demand(derived > 0, $"The rule derives nothing from the {tapes.Count} tapes: give it a tape on which it has something to say.");
    }

    /// <summary>No event of the tapes makes the rule throw.</summary>
    [Fact]
    public void No_event_makes_the_rule_throw()
    {
        foreach (var letter in CreateTapes().SelectMany(tape => RunOver(tape).DeadLetters))
        {
            throw new XunitException($"Rule '{letter.Source}' threw at {letter.Key} {letter.Time}: {letter.Message}");
        }
    }

    /// <summary>The same tape gives the same output, with the same rule object and with another.</summary>
    [Fact]
    public void Replay_gives_the_same_output()
    {
        foreach (var tape in CreateTapes())
        {
            Rule[] rules = [CreateRule(), .. CreateProducers()];
            var first = RuleRun.Over(tape, rules);
            DemandSame(first, RuleRun.Over(tape, rules), "a second run of the same rule object");
            DemandSame(first, RunOver(tape), "a run of another rule object");
        }
    }

    /// <summary>How events are cut into batches does not reach the output.</summary>
    [Fact]
    public void Batch_size_does_not_show_in_the_output()
    {
        foreach (var (tape, whole) in Runs())
        {
            foreach (var size in BatchSizes) DemandSame(whole, RunOver(tape, size, 1), $"batches of {size}");
        }
    }

    /// <summary>How keys are dealt out to threads does not reach the output.</summary>
    [Fact]
    public void Number_of_shards_does_not_show_in_the_output()
    {
        foreach (var (tape, whole) in Runs())
        {
            foreach (var shards in ShardCounts) DemandSame(whole, RunOver(tape, 3, shards), $"{shards} shards");
        }
    }

    /// <summary>
    /// What is derived for a key is the same, ids included, when no other key has events. The input ends at the same time
    /// in both runs: what a query says at the end of the input belongs to that time.
    /// </summary>
    [Fact]
    public void Keys_are_independent_of_each_other()
    {
        foreach (var (tape, whole) in Runs())
        {
            foreach (var symbol in tape.Symbols)
            {
                var together = whole.Events.Where(derived => derived.Key == symbol.Name);
                var alone = RunOver(tape.Only(symbol).EndingWith(tape)).Events.Where(derived => derived.Key == symbol.Name);
                DemandSame(
                    [.. alone.Select(WithoutSequences)],
                    [.. together.Select(WithoutSequences)],
                    $"{symbol.Name} together with the other keys, compared to {symbol.Name} alone");
            }
        }
    }

    /// <summary>Derived events of one key and time come in the order of their inputs, and ties between keys don't matter.</summary>
    [Fact]
    public void Ties_keep_the_order_of_the_log()
    {
        foreach (var (tape, whole) in Runs())
        {
            foreach (var tie in whole.Events.GroupBy(derived => (derived.Rule.Name, derived.Key, derived.Time)))
            {
                Demand(tie.Select(derived => derived.Ordinal).SequenceEqual(Enumerable.Range(0, tie.Count())), $"{tie.Key}: ordinals do not count from 0.");
                var last = tie.Select(derived => derived.Causes.Last).ToList();
                Demand(last.SequenceEqual(last.Order()), $"{tie.Key}: derived events are not in the order of their inputs.");
            }

            var reordered = RunOver(tape.WithTiesBySymbol());
            DemandSame(
                [.. whole.Events.Select(WithoutSequences)],
                [.. reordered.Events.Select(WithoutSequences)],
                "ties between different keys in another order");
        }
    }

    /// <summary>The rule says what it is.</summary>
    [Fact]
    public void Name_version_and_summary_are_present()
    {
        var rule = CreateRule();
        Demand(RuleName().IsMatch(rule.Name), $"The name '{rule.Name}' is not made of lower-case words joined by hyphens, such as ema-breakout.");
        Demand(rule.Identity.Version >= 1, $"The version is {rule.Identity.Version}; it is at least 1.");
        Demand(rule.Summary.EndsWith('.'), $"The summary '{rule.Summary}' is no sentence that says what the rule finds.");
    }

    /// <summary>Each parameter says what it means, and its default is one that settings would accept.</summary>
    [Fact]
    public void Parameters_are_documented_and_their_defaults_allowed()
    {
        var rule = typeof(TRule).GetConstructor(Type.EmptyTypes) is null ? CreateRule() : Activator.CreateInstance<TRule>();
        foreach (var parameter in RuleParameter.Of(typeof(TRule)))
        {
            Demand(!string.IsNullOrWhiteSpace(parameter.Description), $"Parameter '{parameter.Name}' has no description.");
            var text = parameter.TextOf(rule);
            parameter.Set(rule, text, "default");
            Demand(parameter.TextOf(rule) == text, $"Parameter '{parameter.Name}' is {parameter.TextOf(rule)} after it was set to its default {text}.");
        }

        Demand(rule.Validate() is null, $"The rule refuses its own defaults: {rule.Validate()}");
    }

    /// <summary>Payloads are written as JSON objects, and what is read back is written the same.</summary>
    [Fact]
    public void Payloads_are_JSON_objects_that_round_trip()
    {
        foreach (var derived in Runs().SelectMany(run => run.Whole.Events))
        {
            var written = RuleRun.TextOf(derived.Payload);
            Demand(written.StartsWith('{'), $"{derived.Rule.TypeName} is written as {written}, which is no JSON object.");
            var again = RewriteJson(written, derived.Payload.GetType());
            Demand(again == written, $"{derived.Rule.TypeName} is written as\n  {written}\nand after reading that as\n  {again}");
        }
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex RuleName();
}
