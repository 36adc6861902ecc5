namespace Cep;

/// <summary>In what state trading of an instrument is.</summary>
public enum TradingState
{
    /// <summary>Not told.</summary>
    Unknown = 0,

    /// <summary>Before the opening; orders are collected.</summary>
    PreOpen,

    /// <summary>Continuous trading.</summary>
    Open,

    /// <summary>An auction is running: opening, closing or after a halt.</summary>
    Auction,

    /// <summary>Halted by the venue or the regulator.</summary>
    Halted,

    /// <summary>Paused because the price left its limit up–limit down band.</summary>
    LuldPause,

    /// <summary>Closed for the day.</summary>
    Closed,
}
