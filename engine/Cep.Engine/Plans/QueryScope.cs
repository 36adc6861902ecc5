namespace Cep;

/// <summary>
/// Numbers the streams that a query makes. The first call of a query makes the plan; further calls, one for each key of a
/// foreign pipeline, make streams that are only names for those of the plan, matched by number.
/// </summary>
internal sealed class QueryScope
{
    [ThreadStatic]
    private static QueryScope? current;

    private readonly List<IStream> streams;
    private readonly bool isFirst;
    private int next;

    /// <summary>The scope of a query's first call, which fills <paramref name="streams"/>.</summary>
    private QueryScope(List<IStream> streams, bool isFirst, int next)
    {
        this.streams = streams;
        this.isFirst = isFirst;
        this.next = next;
    }

    /// <summary>Runs the first call of a query, adding the streams it makes.</summary>
    public static T First<T>(List<IStream> streams, Func<T> query) => Run(new QueryScope(streams, true, streams.Count), query);

    /// <summary>Runs a further call of a query whose first call made <paramref name="streams"/>.</summary>
    public static T Again<T>(List<IStream> streams, int sources, Func<T> query) => Run(new QueryScope(streams, false, sources), query);

    public static int Register(IStream stream)
    {
        var scope = current ?? throw new InvalidOperationException(
            "A stream was made outside Rule.Query. Make it in the body of Query, not inside a lambda that runs for each event.");
        var number = scope.next++;
        if (scope.isFirst) scope.streams.Add(stream);
        else if (number >= scope.streams.Count || scope.streams[number].GetType() != stream.GetType())
        {
            throw new InvalidOperationException(
                "Query made other streams than at its first call. It must make the same streams in the same order each time.");
        }

        return number;
    }

    private static T Run<T>(QueryScope scope, Func<T> query)
    {
        var outer = current;
        current = scope;
        try
        {
            return query();
        }
        finally
        {
            current = outer;
        }
    }
}
