using System.Reactive.Concurrency;
using System.Reactive.Linq;

namespace Cep.Simulation;

/// <summary>A foreign operator of one input without timers.</summary>
internal abstract record ForeignStep : ForeignOperator
{
    public sealed override string Describe(IReadOnlyList<string> inputs) => $"Observable.{Text}({inputs[0]})";

    public sealed override IObservable<Row> Build(IReadOnlyList<IObservable<Row>> inputs, IScheduler scheduler) => Build(inputs[0]);

    protected abstract string Text { get; }

    protected abstract IObservable<Row> Build(IObservable<Row> input);
}

internal sealed record ForeignSelect(Formula Formula) : ForeignStep
{
    protected override string Text => $"Select<{Formula}>";

    protected override IObservable<Row> Build(IObservable<Row> input) => Observable.Select(input, row => new Row(Formula.Of(row), row.X));

    public override ForeignState Start(long now) => new State(Formula);

    private sealed class State(Formula formula) : ForeignState
    {
        public override void Next(int input, Row value, long now, ForeignNext next) => next.Emit(new Row(formula.Of(value), value.X));
    }
}

internal sealed record ForeignScan(Formula Formula) : ForeignStep
{
    protected override string Text => $"Scan<{Formula}>";

    protected override IObservable<Row> Build(IObservable<Row> input) => Observable.Scan(input, new Row(1, 1), (state, row) => new Row(Formula.Of(state.X, row.X), row.Y));

    public override ForeignState Start(long now) => new State(Formula);

    private sealed class State(Formula formula) : ForeignState
    {
        private double x = 1;

        public override void Next(int input, Row value, long now, ForeignNext next) => next.Emit(new Row(x = formula.Of(x, value.X), value.Y));
    }
}

internal sealed record ForeignTake(int Count) : ForeignStep
{
    protected override string Text => $"Take<{Count}>";

    protected override IObservable<Row> Build(IObservable<Row> input) => input.Take(Count);

    public override ForeignState Start(long now) => new State(Count);

    private sealed class State(int left) : ForeignState
    {
        private int left = left;

        public override void Next(int input, Row value, long now, ForeignNext next)
        {
            left--;
            next.Emit(value);
            if (left == 0) next.Complete();
        }
    }
}

/// <summary>Says something only when the input ends.</summary>
internal sealed record ForeignCount : ForeignStep
{
    protected override string Text => "Count";

    protected override IObservable<Row> Build(IObservable<Row> input) => input.Count().Select(count => new Row(count, 0));

    public override ForeignState Start(long now) => new State();

    private sealed class State : ForeignState
    {
        private int count;

        public override void Next(int input, Row value, long now, ForeignNext next) => count++;

        public override void Complete(long now, ForeignNext next)
        {
            next.Emit(new Row(count, 0));
            next.Complete();
        }
    }
}

internal sealed record ForeignBuffer(int Count, int Skip) : ForeignStep
{
    protected override string Text => $"Buffer<{Count}, {Skip}>";

    protected override IObservable<Row> Build(IObservable<Row> input) => input.Buffer(Count, Skip).Select(rows => RowOf([.. rows]));

    public override ForeignState Start(long now) => new State(Count, Skip);

    internal static Row RowOf(IReadOnlyList<Row> rows) => new(rows.Sum(row => Math.Floor(row.X)), rows.Count);

    private sealed class State(int count, int skip) : ForeignState
    {
        private readonly List<Row> all = [];

        public override void Next(int input, Row value, long now, ForeignNext next)
        {
            all.Add(value);
            var first = all.Count - count;
            if (first >= 0 && first % skip == 0) next.Emit(RowOf(all[first..]));
        }

        public override void Complete(long now, ForeignNext next)
        {
            for (var first = 0; first < all.Count; first += skip)
            {
                if (first + count > all.Count) next.Emit(RowOf(all[first..]));
            }

            next.Complete();
        }
    }
}
