namespace Cep.Cli.Tests;

/// <summary>A rule of a user, with a fault.</summary>
[Rule("throws-at-thousand", Summary = "Repeats each trade and throws at the one of a thousand shares.")]
public sealed class ThrowingRule : Rule<Trade, Echo>
{
    /// <inheritdoc/>
    public override IObservable<Echo> Query(EventStream<Trade> trades) =>
        from trade in trades
        select trade.Size == 1000 ? throw new InvalidOperationException("the thousandth") : new Echo(trade.Size);
}

/// <summary>A trade's size.</summary>
public readonly record struct Echo(double Size);
