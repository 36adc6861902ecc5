namespace Cep.Live;

/// <summary>Where a group begins that has no committed position.</summary>
public enum StartPosition
{
    /// <summary>At the oldest message there is.</summary>
    Earliest,

    /// <summary>At what comes from now on.</summary>
    Latest,
}
