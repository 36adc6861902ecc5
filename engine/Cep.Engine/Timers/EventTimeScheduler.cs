using System.Reactive.Concurrency;

namespace Cep;

public abstract partial class EventStream<T>
{
    /// <summary>
    /// The scheduler to give to Rx operators that take one: <c>events.Throttle(TimeSpan.FromSeconds(5), events.Scheduler)</c>.
    /// It runs on event time, for the key whose events the query sees.
    /// </summary>
#pragma warning disable CA1822 // It is read as a property of the stream at hand; all streams share one scheduler.
    public EventTimeScheduler Scheduler => EventTimeScheduler.Instance;
#pragma warning restore CA1822
}

/// <summary>
/// Rx's view of event time. Its clock shows the time of the event that is being delivered, or the due time of the work that
/// is running. Work due at t runs in the order of (due time, order of scheduling), before the key's events of time t and so
/// before any later one; what it emits has t as event time and the key's last event as cause.
/// </summary>
/// <remarks>
/// A key's pipeline is subscribed when its first event comes, at that event's time and before it is delivered; timers that
/// start with the subscription, such as those of <c>Interval</c> and <c>Buffer</c>, count from there. The end of the log is
/// the end of time: work due later than the log's last event is dropped, after the streams have completed. Rx counts in units
/// of 100 ns: durations are exact, absolute times are cut. Use it only inside a rule's query.
/// </remarks>
public sealed class EventTimeScheduler : IScheduler, ISchedulerPeriodic, IServiceProvider
{
    internal static readonly EventTimeScheduler Instance = new();

    private EventTimeScheduler()
    {
    }

    /// <summary>Event time, cut to 100 ns. While a query is being built and no event has come yet, the Unix epoch.</summary>
    public DateTimeOffset Now => ForeignScope.Current is { } pipelines
        ? new DateTimeOffset(new EventTime(pipelines.CurrentTime).ToUtc())
        : DateTimeOffset.UnixEpoch;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">Called outside a running rule.</exception>
    public IDisposable Schedule<TState>(TState state, Func<IScheduler, TState, IDisposable> action) => Schedule(state, TimeSpan.Zero, action);

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">Called outside a running rule.</exception>
    public IDisposable Schedule<TState>(TState state, TimeSpan dueTime, Func<IScheduler, TState, IDisposable> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        return Timers.Schedule(dueTime, () => action(this, state), period: null);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">Called outside a running rule.</exception>
    public IDisposable Schedule<TState>(TState state, DateTimeOffset dueTime, Func<IScheduler, TState, IDisposable> action) =>
        Schedule(state, dueTime - Now, action);

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">Called outside a running rule.</exception>
    public IDisposable SchedulePeriodic<TState>(TState state, TimeSpan period, Func<TState, TState> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        ArgumentOutOfRangeException.ThrowIfLessThan(period, TimeSpan.Zero);
        return Timers.Schedule(
            period,
            () =>
            {
                state = action(state);
                return null;
            },
            period);
    }

    /// <summary>Tells Rx that periodic work can be scheduled here.</summary>
    object? IServiceProvider.GetService(Type serviceType) => serviceType == typeof(ISchedulerPeriodic) ? this : null;

    private static PipelineTimers Timers => ForeignScope.Current?.Timers ?? throw new InvalidOperationException(
        "The event-time scheduler runs only inside a rule, when an event is delivered; pass it to operators of the query that Rule.Query returns.");
}
