namespace Cep;

/// <summary>The phases of a trading day, which follow one another without a gap.</summary>
[Flags]
public enum TradingPhases
{
    /// <summary>The market is closed.</summary>
    None = 0,

    /// <summary>Trading before the opening.</summary>
    Premarket = 1,

    /// <summary>From the opening to the close.</summary>
    Regular = 2,

    /// <summary>Trading after the close.</summary>
    Postmarket = 4,

    /// <summary>The whole trading day.</summary>
    All = Premarket | Regular | Postmarket,
}
