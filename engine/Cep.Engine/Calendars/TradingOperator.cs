namespace Cep;

/// <summary>
/// An operator over events and over the statuses that stop and resume their trading. Rows wait until time has passed them
/// in both inputs. Then each moment has the same order whatever the log's: first what is due at it, then its statuses,
/// then its events.
/// </summary>
internal abstract class TradingOperator<T, TResult>(RulePlan plan) : IKeyedState
{
    private long passed = long.MinValue;
    private HeldRows<T>? events;
    private HeldRows<MarketStatus>? statuses;

    private readonly Output<TResult> output = new();

    private HeldRows<T> Events => events ??= new HeldRows<T>(OnTime);

    private HeldRows<MarketStatus> Statuses => statuses ??= new HeldRows<MarketStatus>(OnTime);

    /// <summary>What goes out when the round is through.</summary>
    protected RowBuffer<TResult> Results { get; } = new();

    /// <summary>Connects the operator with its streams.</summary>
    /// <typeparam name="TKept">The author's type in what it keeps for a key.</typeparam>
    public Output<TResult> Build<TKept>(EventStream<T> ofEvents, EventStream<MarketStatus> ofStatuses)
    {
        plan.OutputOf(ofStatuses).Connect(Statuses);
        plan.OutputOf(ofEvents).Connect(Events);
        plan.Keep<MarketStatus>(Statuses);
        plan.Keep<T>(Events);
        plan.Keep<TKept>(this);
        return output;
    }

    public abstract void Save(int key, StateWriter writer);

    public abstract void Load(int key, StateReader reader);

    public abstract void Forget(int key);

    public abstract void Measure(int key, ref KeyFigures figures);

    /// <summary>Makes room for keys below a number.</summary>
    protected abstract void Reserve(int keys);

    /// <summary>Does what is due at or before a time.</summary>
    protected abstract void FireUntil(long time);

    /// <summary>Takes a status; its time is that of the row.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The calendar does not know its time; nothing has changed then.</exception>
    protected abstract void TakeStatus(int key, in MarketStatus status);

    /// <summary>Takes an event. What it throws becomes a dead letter.</summary>
    protected abstract void TakeEvent(int key, long time, Causes causes, in T value);

    private void OnTime()
    {
        var watermark = Math.Min(Events.Watermark, Statuses.Watermark);
        if (watermark == passed) return;
        passed = watermark;
        Reserve(plan.KeyCapacity);
        while (Events.HasUntil(watermark))
        {
            TakeStatusesUntil(Events.Rows.HeadTime);
            TakeHeadEvent();
        }

        TakeStatusesUntil(watermark);
        FireUntil(TimerOrder.Reached(watermark));
        Results.Flush(output);
        output.PassTime(watermark);
    }

    private void TakeStatusesUntil(long until)
    {
        while (Statuses.HasUntil(until))
        {
            var rows = Statuses.Rows;
            var (key, time, sequence) = (rows.HeadKey, rows.HeadTime, rows.HeadSequence);
            FireUntil(time);
            try
            {
                // The row's time is the status' own unless an operator before this one moved it.
                TakeStatus(key, rows.Take() with { Time = new EventTime(time) });
            }
            catch (ArgumentOutOfRangeException fault)
            {
                plan.Faults.Report(key, time, sequence, fault);
            }
        }
    }

    private void TakeHeadEvent()
    {
        var rows = Events.Rows;
        var (key, time, causes) = (rows.HeadKey, rows.HeadTime, rows.HeadCauses);
        var value = rows.Take();
        FireUntil(time);
        try
        {
            TakeEvent(key, time, causes, value);
        }
        catch (Exception fault)
        {
            plan.Faults.Report(key, time, causes.Last, fault);
        }
    }
}
