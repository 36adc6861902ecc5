namespace Cep.KafkaThroughput;

/// <summary>A derived event for every so many ticks of a symbol: what is sent is known, and little next to what is read.</summary>
[Rule("every-thousandth")]
public sealed class EveryThousandth : Rule<Trade, double>
{
    /// <summary>How many ticks of a symbol give a derived event.</summary>
    public const int Ticks = 1000;

    /// <inheritdoc/>
    public override IObservable<double> Query(EventStream<Trade> events) => events
        .Scan((Count: 0, Mean: 0.0), static (state, tick) => (state.Count + 1, state.Mean + (tick.Price - state.Mean) / (state.Count + 1)))
        .Where(static state => state.Count % Ticks == 0)
        .Select(static state => state.Mean);
}
