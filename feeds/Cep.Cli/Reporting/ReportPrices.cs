namespace Cep.Cli;

/// <summary>The prices that the report draws, by the minute. It runs beside the chosen rules; people see nothing of it elsewhere.</summary>
[Rule(RuleName, Summary = "Prices for the report.")]
internal sealed class ReportPrices : Rule<Trade, ReportPrice>
{
    public const string RuleName = "report-prices";

    public override IObservable<ReportPrice> Query(EventStream<Trade> trades) =>
        from bar in trades.Tumbling(TimeSpan.FromMinutes(1)).Bars()
        select new ReportPrice(bar.Start, bar.Low, bar.High, bar.Close, bar.Volume);
}

/// <summary>A minute's prices. A type of its own, so that no rule can consume it by accident.</summary>
internal readonly record struct ReportPrice(EventTime Start, double Low, double High, double Close, double Volume)
{
    /// <summary>Both, one after the other.</summary>
    public ReportPrice Then(in ReportPrice later) => new(Start, Math.Min(Low, later.Low), Math.Max(High, later.High), later.Close, Volume + later.Volume);
}
