namespace Cep;

/// <summary>
/// Several streams of one type as one, in the order of (event time, sequence number, stream). Rows wait until time has
/// passed them in all streams; that is what makes the order independent of batches.
/// </summary>
internal sealed class OrderedMerge<T>
{
    private readonly List<HeldRows<T>> inlets = [];
    private readonly RowBuffer<T> rows = new();
    private readonly Output<T> output = new();
    private long passed = long.MinValue;

    /// <summary>Merges streams for a rule; the rule's plan keeps what waits.</summary>
    public static Output<T> Of(IReadOnlyList<Output<T>> sources, RulePlan plan)
    {
        var merge = new OrderedMerge<T>();
        foreach (var source in sources)
        {
            var inlet = new HeldRows<T>(merge.OnTime);
            merge.inlets.Add(inlet);
            source.Connect(inlet);
            plan.Keep<T>(inlet);
        }

        return merge.output;
    }

    private void OnTime()
    {
        var watermark = inlets.Min(inlet => inlet.Watermark);
        if (watermark == passed) return;
        passed = watermark;
        foreach (var inlet in inlets) inlet.Rows.Settle(watermark);
        while (Earliest(watermark) is { } earliest)
        {
            var held = earliest.Rows;
            var (key, time, causes) = (held.HeadKey, held.HeadTime, held.HeadCauses);
            rows.Add(key, time, causes, held.Take());
        }

        rows.Flush(output);
        output.PassTime(watermark);
    }

    private HeldRows<T>? Earliest(long watermark)
    {
        HeldRows<T>? earliest = null;
        foreach (var inlet in inlets)
        {
            if (!inlet.HasUntil(watermark)) continue;
            if (earliest is null || inlet.Rows.IsBefore(earliest.Rows)) earliest = inlet;
        }

        return earliest;
    }
}
