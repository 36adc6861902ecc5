namespace Cep.Throughput;

/// <summary>A rule whose arithmetic takes about 50 ns an event, as a model with a few dozen terms would.</summary>
[Rule("throughput-dear")]
public sealed class DearRule : Rule<Trade, double>
{
    /// <summary>What a score must exceed; some thousand of ten million do.</summary>
    internal const double Limit = 0.9998;

    /// <inheritdoc/>
    public override IObservable<double> Query(EventStream<Trade> events) => events
        .Scan(0.5, static (score, trade) => Score(score, trade.Price))
        .Where(static score => score > Limit);

    /// <summary>Six steps of a chaotic map (Ulam's), each of which needs the one before, so that nothing can be shortened.</summary>
    internal static double Score(double score, double price)
    {
        var x = (score + price) % 1;
        for (var i = 0; i < 6; i++) x = 1 - Math.Abs(1 - 2 * Math.Sqrt(x * x * 0.9999)) * 0.9999;
        return x;
    }
}
