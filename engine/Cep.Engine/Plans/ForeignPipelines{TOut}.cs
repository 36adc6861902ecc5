namespace Cep;

/// <inheritdoc/>
internal sealed class ForeignPipelines<TOut>(RulePlan plan, Func<IObservable<TOut>> query, List<IStream> streams, int sources)
    : ForeignPipelines(plan)
{
    /// <summary>What a pipeline of a few operators takes at least.</summary>
    private const long PipelineBytes = 512;

    private readonly RowBuffer<TOut> emitted = new();
    private readonly Output<TOut> output = new();
    private Pipeline?[] pipelines = [];

    /// <summary>Taps all streams of the query: which of them a pipeline will subscribe to, and when, is its own affair.</summary>
    public void Connect(RuleOutput<TOut> results)
    {
        foreach (var stream in streams.ToArray()) Taps.Add(stream.Connect(Plan, this));
        output.Connect(results);
        Plan.Keep<long>(this);
    }

    public override KeyPipeline CurrentPipeline => pipelines[CurrentKey]!;

    public override void Enter(int key, long time, Causes causes)
    {
        CurrentKey = key;
        CurrentTime = time;
        CurrentCauses = causes;
        if (key >= pipelines.Length) Array.Resize(ref pipelines, Plan.KeyCapacity);
        var pipeline = pipelines[key];
        if (pipeline is null or { Failed: true }) pipelines[key] = pipeline = new Pipeline(this, key);
        pipeline.LastTime = time;
        pipeline.LastCauses = causes;
        if (pipeline.Subscription is not null) return;
        Start(pipeline);
        RunTimersUntil(time);
    }

    public override void Fail(Exception fault)
    {
        Plan.Faults.Report(CurrentKey, CurrentTime, CurrentCauses.Last, fault);
        if (pipelines[CurrentKey] is not { } pipeline) return;
        pipeline.Failed = true;
        pipeline.Subscription?.Dispose();
    }

    /// <summary>Ends the key's pipeline without completing it; what it had scheduled is dropped.</summary>
    public override void Forget(int key)
    {
        if (key >= pipelines.Length || pipelines[key] is not { } pipeline) return;
        pipeline.Failed = true;
        pipelines[key] = null;
        foreach (var tap in Taps) tap.Forget(key);
        try
        {
            pipeline.Subscription?.Dispose();
        }
        catch (Exception fault)
        {
            Plan.Faults.Report(key, pipeline.LastTime, pipeline.LastCauses.Last, fault);
        }
    }

    /// <summary>Counts the pipeline and the rows that wait for it; what its operators hold is not seen.</summary>
    public override void Measure(int key, ref KeyFigures figures)
    {
        if (key < pipelines.Length && pipelines[key] is { } pipeline) figures.Add(PipelineBytes, pipeline.LastTime);
        foreach (var tap in Taps) tap.Measure(key, ref figures);
    }

    /// <summary>One that has failed is over; only an event of its key begins another.</summary>
    protected override void Complete()
    {
        var open = pipelines
            .Select((pipeline, key) => (Pipeline: pipeline, Key: key))
            .Where(entry => entry.Pipeline is { Failed: false })
            .Select(entry => (entry.Key, Time: Math.Max(entry.Pipeline!.LastTime, Plan.Shard.EndTime), Causes: entry.Pipeline.LastCauses))
            .OrderBy(entry => entry.Time).ThenBy(entry => entry.Key);
        Timers.Clear();
        foreach (var (key, time, causes) in open)
        {
            Enter(key, time, causes);
            foreach (var tap in Taps) tap.Complete(key);
            Timers.RunUntil(time);
            Timers.Clear();
        }

        // Rows of windows that the end closes are later than the end, and one key may have had them before another one completed.
        emitted.SortByTime();
    }

    protected override void Release(long watermark)
    {
        emitted.Flush(output);
        output.PassTime(watermark);
    }

    private void Start(Pipeline pipeline)
    {
        var outer = ForeignScope.Enter(this);
        try
        {
            pipeline.Subscription = QueryScope.Again(streams, sources, query).Subscribe(pipeline);
        }
        catch (Exception fault)
        {
            pipeline.OnError(fault);
        }
        finally
        {
            ForeignScope.Enter(outer);
        }
    }

    /// <summary>The end of one key's pipeline.</summary>
    private sealed class Pipeline(ForeignPipelines<TOut> owner, int key) : KeyPipeline(key), IObserver<TOut>
    {
        public IDisposable? Subscription { get; set; }

        public void OnNext(TOut value) => owner.emitted.Add(Key, owner.CurrentTime, owner.CurrentCauses, value);

        public void OnError(Exception error)
        {
            Failed = true;
            owner.Fail(error);
        }

        /// <summary>The query has said all it will say of this key; its taps have no observers left and cost nothing.</summary>
        public void OnCompleted()
        {
        }
    }
}
