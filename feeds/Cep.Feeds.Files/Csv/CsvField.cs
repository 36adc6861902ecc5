namespace Cep.Feeds.Files;

/// <summary>What a column of a tick CSV can hold.</summary>
internal enum CsvField
{
    Kind,
    Time,
    Date,
    Symbol,
    Price,
    Size,
    BidPrice,
    BidSize,
    AskPrice,
    AskSize,
    State,
    Conditions,
    Exchange,
    Suspicious,
}
