using System.Runtime.ExceptionServices;

namespace Cep;

/// <summary>Reads on the calling thread.</summary>
internal sealed class DirectSource(IFeedReader reader, int maxRows) : BatchSource(reader)
{
    private bool ended;
    private ExceptionDispatchInfo? failure;

    public override bool MustBeAsked => true;

    public override Arrival Next(ref EventBatch batch)
    {
        failure?.Throw();
        if (ended) return Arrival.End;
        batch.Clear();
        try
        {
            ended = !Reader.Read(batch, maxRows);
        }
        catch (FeedException fault)
        {
            // What was read before the source broke off still counts.
            failure = ExceptionDispatchInfo.Capture(fault);
            return Arrival.Batch;
        }

        return !ended && IsNothing(batch) ? Arrival.Nothing : Arrival.Batch;
    }
}
