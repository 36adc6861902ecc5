using System.Reactive.Linq;

namespace Cep.Simulation;

/// <summary>Makes the rules of a case. A rule's name stands on its class, so there is a pair of classes for each of the four that a case may have.</summary>
internal static class SimulatedRules
{
    /// <summary>Not in the order in which rules consume each other, so that the two orders can't be mixed up unnoticed.</summary>
    public static readonly string[] Names = ["m-rule", "c-rule", "x-rule", "a-rule"];

    public static readonly Type[] Payloads = [typeof(FoundA), typeof(FoundB), typeof(FoundC)];

    private static readonly Type[] Events = [typeof(Trade), typeof(Quote), typeof(MarketStatus)];
    private static readonly Type[] OfOne = [typeof(RuleM<,>), typeof(RuleC<,>), typeof(RuleX<,>), typeof(RuleA<,>)];
    private static readonly Type[] OfTwo = [typeof(RuleM<,,>), typeof(RuleC<,,>), typeof(RuleX<,,>), typeof(RuleA<,,>)];

    public static Rule Make(RuleCase rule)
    {
        var types = rule.Inputs.Select(TypeOf).Append(Payloads[rule.Payload]).ToArray();
        var made = (rule.Inputs.Count == 1 ? OfOne : OfTwo)[rule.Slot].MakeGenericType(types);
        return (Rule)Activator.CreateInstance(made, rule)!;
    }

    public static Type TypeOf(RuleInput input) => input < RuleInput.FoundA ? Events[(int)input] : Payloads[input - RuleInput.FoundA];

    internal static IObservable<TOut> Query<TOut>(RuleCase rule, IReadOnlyList<EventStream<Row>> sources, EventStream<MarketStatus>? statuses)
        where TOut : struct, IFound<TOut>
    {
        var builder = new QueryBuilder(sources, statuses);
        if (rule.Foreign.Count == 0) return builder.Of(rule.Roots[0]).Select(TOut.Of);
        IReadOnlyList<IObservable<Row>> inputs = [.. rule.Roots.Select(builder.Of)];
        foreach (var operation in rule.Foreign) inputs = [operation.Build(inputs, EventTimeSchedulerOf(sources))];
        return inputs[0].Select(TOut.Of);
    }

    internal static EventStream<Row> Rows<T>(EventStream<T> events) => events switch
    {
        EventStream<Trade> trades => trades.Select(Row.Of),
        EventStream<Quote> quotes => quotes.Select(Row.Of),
        EventStream<MarketStatus> statuses => statuses.Select(Row.Of),
        EventStream<FoundA> found => found.Select(row => row.ToRow()),
        EventStream<FoundB> found => found.Select(row => row.ToRow()),
        EventStream<FoundC> found => found.Select(row => row.ToRow()),
        _ => throw new NotSupportedException(typeof(T).Name),
    };

    private static EventTimeScheduler EventTimeSchedulerOf(IReadOnlyList<EventStream<Row>> sources) => sources[0].Scheduler;
}

internal abstract class SimulatedRule<TIn, TOut>(RuleCase rule) : Rule<TIn, TOut>
    where TOut : struct, IFound<TOut>
{
    public override FaultPolicy FaultPolicy => rule.Policy;

    public override IObservable<TOut> Query(EventStream<TIn> events)
    {
        var rows = SimulatedRules.Rows(events);
        return SimulatedRules.Query<TOut>(rule, [rows], events as EventStream<MarketStatus>);
    }
}

internal abstract class SimulatedRule<T1, T2, TOut>(RuleCase rule) : Rule<T1, T2, TOut>
    where TOut : struct, IFound<TOut>
{
    public override FaultPolicy FaultPolicy => rule.Policy;

    public override IObservable<TOut> Query(EventStream<T1> first, EventStream<T2> second)
    {
        var (left, right) = (SimulatedRules.Rows(first), SimulatedRules.Rows(second));
        return SimulatedRules.Query<TOut>(rule, [left, right], first as EventStream<MarketStatus> ?? second as EventStream<MarketStatus>);
    }
}

[Rule("m-rule")]
internal sealed class RuleM<TIn, TOut>(RuleCase rule) : SimulatedRule<TIn, TOut>(rule)
    where TOut : struct, IFound<TOut>;

[Rule("m-rule")]
internal sealed class RuleM<T1, T2, TOut>(RuleCase rule) : SimulatedRule<T1, T2, TOut>(rule)
    where TOut : struct, IFound<TOut>;

[Rule("c-rule")]
internal sealed class RuleC<TIn, TOut>(RuleCase rule) : SimulatedRule<TIn, TOut>(rule)
    where TOut : struct, IFound<TOut>;

[Rule("c-rule")]
internal sealed class RuleC<T1, T2, TOut>(RuleCase rule) : SimulatedRule<T1, T2, TOut>(rule)
    where TOut : struct, IFound<TOut>;

[Rule("x-rule")]
internal sealed class RuleX<TIn, TOut>(RuleCase rule) : SimulatedRule<TIn, TOut>(rule)
    where TOut : struct, IFound<TOut>;

[Rule("x-rule")]
internal sealed class RuleX<T1, T2, TOut>(RuleCase rule) : SimulatedRule<T1, T2, TOut>(rule)
    where TOut : struct, IFound<TOut>;

[Rule("a-rule")]
internal sealed class RuleA<TIn, TOut>(RuleCase rule) : SimulatedRule<TIn, TOut>(rule)
    where TOut : struct, IFound<TOut>;

[Rule("a-rule")]
internal sealed class RuleA<T1, T2, TOut>(RuleCase rule) : SimulatedRule<T1, T2, TOut>(rule)
    where TOut : struct, IFound<TOut>;
