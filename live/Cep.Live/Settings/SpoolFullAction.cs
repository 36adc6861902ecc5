namespace Cep.Live;

/// <summary>What happens when the spool is full.</summary>
public enum SpoolFullAction
{
    /// <summary>Nothing more is read until there is room; nothing is lost.</summary>
    StopInput,

    /// <summary>What comes is dropped, counted and logged.</summary>
    DropNewest,

    /// <summary>The process ends with an error.</summary>
    Fail,
}
