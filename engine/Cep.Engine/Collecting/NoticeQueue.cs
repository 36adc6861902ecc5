namespace Cep;

/// <summary>
/// Things to tell beside the derived events (dead letters, late events) that wait until time has passed them, so that
/// their order is the same in every run.
/// </summary>
/// <param name="timeOf">The moment at which a notice is told.</param>
/// <param name="order">Orders notices of one moment; equal ones keep the order of arrival.</param>
internal sealed class NoticeQueue<T>(Func<T, EventTime> timeOf, Comparison<T> order)
{
    private readonly List<T> waiting = [];

    public void Add(IEnumerable<T> notices) => waiting.AddRange(notices);

    /// <summary>The notices that wait, in the order in which they came.</summary>
    public IReadOnlyList<T> Waiting => waiting;

    /// <summary>Removes the notices up to a time and returns them in order.</summary>
    public T[] TakeUntil(EventTime watermark) => waiting.Count == 0 ? [] : TakeDue(watermark);

    /// <summary>A method of its own, because its lambdas allocate on entry and a round mostly has no notices.</summary>
    private T[] TakeDue(EventTime watermark)
    {
        var due = waiting.Where(notice => timeOf(notice) <= watermark).OrderBy(timeOf).ThenBy(notice => notice, Comparer<T>.Create(order)).ToArray();
        if (due.Length > 0) waiting.RemoveAll(notice => timeOf(notice) <= watermark);
        return due;
    }
}
