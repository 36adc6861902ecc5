namespace Cep;

/// <summary>Says whose pipeline is being built or run, so that a foreign operator's subscription finds its key.</summary>
internal static class ForeignScope
{
    [ThreadStatic]
    private static ForeignPipelines? current;

    /// <summary>The pipelines that run on this thread now, null outside a running rule.</summary>
    public static ForeignPipelines? Current => current;

    public static IDisposable Subscribe<T>(int stream, IObserver<T> observer)
    {
        var pipelines = current ?? throw new InvalidOperationException(
            "An event stream can only be subscribed to inside a running rule; return the query from Rule.Query instead.");
        return pipelines.Subscribe(stream, observer);
    }

    /// <summary>Makes these pipelines the current ones of the thread; returns those it was before.</summary>
    public static ForeignPipelines? Enter(ForeignPipelines? pipelines)
    {
        var outer = current;
        current = pipelines;
        return outer;
    }
}
