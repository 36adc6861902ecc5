namespace Cep.Simulation;

/// <summary>Draws the arguments of operators, on the scale of time of the case.</summary>
internal sealed class OperatorDraw(SeededRandom random, TimeSpan unit, double faultChance)
{
    private static readonly int[] HalfUnits = [1, 2, 2, 3, 4, 6, 8, 10, 20];

    private static readonly TradingPhases[] Runs =
    [
        TradingPhases.Premarket, TradingPhases.Regular, TradingPhases.Regular, TradingPhases.Postmarket, TradingPhases.All,
        TradingPhases.Premarket | TradingPhases.Regular, TradingPhases.Regular | TradingPhases.Postmarket,
    ];

    public int Number(int count) => random.NextInt(count);

    public bool Chance(double probability) => random.NextChance(probability);

    /// <summary>A duration of a few units.</summary>
    public TimeSpan Span() => unit * HalfUnits[random.NextInt(HalfUnits.Length)] / 2;

    /// <summary>How often windows give early results; mostly never.</summary>
    public TimeSpan? EarlyPeriod() => Chance(0.25) ? Span() : null;

    public TradingPhases Phases() => Runs[random.NextInt(Runs.Length)];

    /// <summary>The author's code.</summary>
    public Formula Formula(bool mayThrow = true)
    {
        var modulo = 2 + random.NextInt(12);
        return new Formula(1 + random.NextInt(3), random.NextInt(5) - 2, random.NextInt(6), modulo, mayThrow && Chance(faultChance) ? random.NextInt(modulo) : -1);
    }
}
