using System.Reactive.Linq;

namespace Cep.Semantics.Queries;

[Rule("pair-volume")]
public sealed class PairVolume : Rule<Trade, Number>
{
    public override IObservable<Number> Query(EventStream<Trade> trades) =>
        trades.Buffer(2).Select(pair => new Number(pair.Sum(trade => trade.Size)));
}
