namespace Cep;

/// <summary>A number of each event that a stage takes.</summary>
internal abstract class StageValue(int stage)
{
    /// <summary>The number of the stage.</summary>
    public int Stage => stage;

    public abstract double Of(Candidate candidate);

    public abstract double Of(Taken taken);
}

/// <inheritdoc/>
internal sealed class StageValue<T>(int stage, Func<T, double> selector) : StageValue(stage)
{
    public override double Of(Candidate candidate) => selector(((Candidate<T>)candidate).Value);

    public override double Of(Taken taken) => selector(((Taken<T>)taken).Value);
}
