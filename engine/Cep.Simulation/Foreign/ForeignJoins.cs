using System.Reactive.Concurrency;
using System.Reactive.Linq;

namespace Cep.Simulation;

internal enum ForeignJoinKind
{
    Merge,
    Zip,
    CombineLatest,
}

/// <summary>Two streams of a query as one.</summary>
internal sealed record ForeignJoin(ForeignJoinKind Kind) : ForeignOperator
{
    public override string Describe(IReadOnlyList<string> inputs) => $"Observable.{Kind}({inputs[0]}, {inputs[1]})";

    public override IObservable<Row> Build(IReadOnlyList<IObservable<Row>> inputs, IScheduler scheduler) => Kind switch
    {
        ForeignJoinKind.Merge => inputs[0].Merge(inputs[1]),
        ForeignJoinKind.Zip => inputs[0].Zip(inputs[1], Pair),
        _ => inputs[0].CombineLatest(inputs[1], Pair),
    };

    public override ForeignState Start(long now) => Kind switch
    {
        ForeignJoinKind.Merge => new MergeState(),
        ForeignJoinKind.Zip => new ZipState(),
        _ => new LatestState(),
    };

    private static Row Pair(Row left, Row right) => new(left.X, right.X);

    private sealed class MergeState : ForeignState
    {
        public override void Next(int input, Row value, long now, ForeignNext next) => next.Emit(value);
    }

    private sealed class ZipState : ForeignState
    {
        private readonly List<Row>[] waiting = [[], []];

        public override void Next(int input, Row value, long now, ForeignNext next)
        {
            waiting[input].Add(value);
            if (waiting[0].Count == 0 || waiting[1].Count == 0) return;
            var pair = Pair(waiting[0][0], waiting[1][0]);
            foreach (var queue in waiting) queue.RemoveAt(0);
            next.Emit(pair);
        }
    }

    private sealed class LatestState : ForeignState
    {
        private readonly Row?[] latest = new Row?[2];

        public override void Next(int input, Row value, long now, ForeignNext next)
        {
            latest[input] = value;
            if (latest[0] is { } left && latest[1] is { } right) next.Emit(Pair(left, right));
        }
    }
}
