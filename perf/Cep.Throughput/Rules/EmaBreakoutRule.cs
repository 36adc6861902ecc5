namespace Cep.Throughput;

/// <summary>The fast average of a symbol's closes crossed the slow one.</summary>
/// <param name="IsBullish">The fast average is above the slow one now.</param>
/// <param name="Fast">Average over 38 windows.</param>
/// <param name="Slow">Average over 100 windows.</param>
/// <param name="Close">Last price of the window.</param>
/// <param name="Start">Start of the window.</param>
/// <param name="End">End of the window.</param>
/// <param name="Latest">This breakout's window end.</param>
/// <param name="Second">That of the breakout before it.</param>
/// <param name="Third">That of the one before that.</param>
public readonly record struct Breakout(
    bool IsBullish, double Fast, double Slow, double Close, EventTime Start, EventTime End, EventTime Latest, EventTime Second, EventTime Third);

/// <summary>The query of the ACM DEBS 2022 Grand Challenge: 5-minute closes, two averages, a breakout where they cross.</summary>
[Rule("throughput-ema-breakout")]
public sealed class EmaBreakoutRule : Rule<Trade, Breakout>
{
    /// <inheritdoc/>
    public override IObservable<Breakout> Query(EventStream<Trade> events) => events
        .Tumbling(TimeSpan.FromMinutes(5))
        .Last(static trade => trade.Price)
        .Scan(default(Averages), static (averages, window) => averages.Next(window))
        .Where(static averages => averages.IsBreakout)
        .Select(static averages => averages.ToBreakout());

    /// <summary>What is kept of a symbol between windows.</summary>
    private readonly record struct Averages(
        double Fast, double Slow, bool IsBreakout, Windowed<double> Window, EventTime Latest, EventTime Second, EventTime Third)
    {
        private const double FastWeight = 2.0 / 39;
        private const double SlowWeight = 2.0 / 101;

        public Averages Next(in Windowed<double> window)
        {
            var fast = window.Value * FastWeight + Fast * (1 - FastWeight);
            var slow = window.Value * SlowWeight + Slow * (1 - SlowWeight);
            return (fast > slow && Fast <= Slow) || (fast < slow && Fast >= Slow)
                ? new Averages(fast, slow, true, window, window.End, Latest, Second)
                : new Averages(fast, slow, false, window, Latest, Second, Third);
        }

        public Breakout ToBreakout() => new(Fast > Slow, Fast, Slow, Window.Value, Window.Start, Window.End, Latest, Second, Third);
    }
}
