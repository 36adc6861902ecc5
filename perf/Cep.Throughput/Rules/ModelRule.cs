namespace Cep.Throughput;

/// <summary>A rule of about 50 ns an event as a desk would write it: features of the recent past, then a small logistic model.</summary>
[Rule("throughput-model")]
public sealed class ModelRule : Rule<Trade, double>
{
    /// <summary>What a score must exceed; some thousand of ten million do.</summary>
    internal const double Limit = 0.955;

    /// <inheritdoc/>
    public override IObservable<double> Query(EventStream<Trade> events) => events
        .Scan(default(Features), static (features, trade) => features.Next(trade.Price, trade.Size))
        .Select(static features => features.Score())
        .Where(static score => score > Limit);

    /// <summary>Four averages of different memory: of the price, its square and the size.</summary>
    internal readonly record struct Features(double Fast, double Slow, double Square, double Size)
    {
        public Features Next(double price, double size) => Slow == 0
            ? new Features(price, price, price * price, size)
            : new Features(Fast + (price - Fast) * 0.2, Slow + (price - Slow) * 0.02, Square + (price * price - Square) * 0.02, Size + (size - Size) * 0.05);

        public double Score()
        {
            var deviation = Math.Sqrt(Math.Max(Square - Slow * Slow, 1e-9));
            var z = (Fast - Slow) / deviation;
            var heat = Math.Log(1 + Size) - 5;
            var score = 0.0;
            score += 0.8 / (1 + Math.Exp(-(2.1 * z + 0.3 * heat - 1.2)));
            score += 0.6 / (1 + Math.Exp(-(1.3 * z - 0.7 * heat + 0.4)));
            score -= 0.5 / (1 + Math.Exp(-(0.2 * z + 0.9 * heat - 0.1)));
            score -= 0.4 / (1 + Math.Exp(-(0.9 * z * heat + 0.2)));
            return 1 / (1 + Math.Exp(-3 * score));
        }
    }
}
