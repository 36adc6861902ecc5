using System.Reactive.Concurrency;
using System.Reactive.Linq;

namespace Cep.Simulation;

internal enum ForeignTimedKind
{
    Throttle,
    Delay,
    Buffer,
}

/// <summary>Operators that take a scheduler, on event time.</summary>
internal sealed record ForeignTimed(ForeignTimedKind Kind, TimeSpan Duration) : ForeignOperator
{
    public override string Describe(IReadOnlyList<string> inputs) => $"Observable.{Kind}({inputs[0]}, {Duration}, scheduler)";

    public override IObservable<Row> Build(IReadOnlyList<IObservable<Row>> inputs, IScheduler scheduler) => Kind switch
    {
        ForeignTimedKind.Throttle => inputs[0].Throttle(Duration, scheduler),
        ForeignTimedKind.Delay => inputs[0].Delay(Duration, scheduler),
        _ => inputs[0].Buffer(Duration, scheduler).Select(rows => ForeignBuffer.RowOf([.. rows])),
    };

    public override ForeignState Start(long now) => Kind switch
    {
        ForeignTimedKind.Throttle => new ThrottleState(Duration.Ticks * 100),
        ForeignTimedKind.Delay => new DelayState(Duration.Ticks * 100),
        _ => new BufferState(Duration.Ticks * 100, now),
    };

    private sealed class ThrottleState(long nanos) : ForeignState
    {
        private Row? pending;
        private long due;

        public override long Due => pending is null ? long.MaxValue : due;

        public override void Next(int input, Row value, long now, ForeignNext next)
        {
            (pending, due) = (value, now + nanos);
            Schedulings++;
        }

        public override void Fire(long now, ForeignNext next)
        {
            var value = pending!.Value;
            pending = null;
            next.Emit(value);
        }

        public override void Complete(long now, ForeignNext next)
        {
            if (pending is { } value) next.Emit(value);
            next.Complete();
        }
    }

    /// <summary>It has one timer, for the first row that waits; each further row waits for a turn of its own, also one that is due at once.</summary>
    private sealed class DelayState(long nanos) : ForeignState
    {
        private readonly Queue<(long Due, Row? Value)> waiting = new();

        public override long Due => waiting.TryPeek(out var first) ? first.Due : long.MaxValue;

        public override void Next(int input, Row value, long now, ForeignNext next) => Wait(now, value);

        public override void Fire(long now, ForeignNext next)
        {
            Schedulings++;
            if (waiting.Dequeue().Value is { } value) next.Emit(value);
            else next.Complete();
        }

        /// <summary>The end is delayed, too.</summary>
        public override void Complete(long now, ForeignNext next) => Wait(now, null);

        private void Wait(long now, Row? value)
        {
            waiting.Enqueue((now + nanos, value));
            if (waiting.Count == 1) Schedulings++;
        }
    }

    private sealed class BufferState(long nanos, long now) : ForeignState
    {
        private readonly List<Row> rows = [];
        private long due = now + nanos;

        public override long Due => due;

        public override void Next(int input, Row value, long now, ForeignNext next) => rows.Add(value);

        public override void Fire(long now, ForeignNext next)
        {
            due += nanos;
            Schedulings++;
            var row = ForeignBuffer.RowOf(rows);
            rows.Clear();
            next.Emit(row);
        }

        public override void Complete(long now, ForeignNext next)
        {
            next.Emit(ForeignBuffer.RowOf(rows));
            next.Complete();
        }
    }
}
