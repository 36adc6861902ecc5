namespace Cep;

/// <summary>Where derived events go.</summary>
/// <remarks>
/// Called by one thread at a time, in the total order of the output. An exception ends the run with that error: a sink
/// that can wait and try again does so itself.
/// </remarks>
public interface ISink : IDisposable
{
    /// <summary>Takes a derived event. The event is lent for the length of the call.</summary>
    void Write(in DerivedEvent derived);

    /// <summary>Makes what was written durable, as far as the sink can.</summary>
    void Flush();
}
