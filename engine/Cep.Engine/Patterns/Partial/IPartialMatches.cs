namespace Cep;

/// <summary>An operator that keeps partial matches and can tell how they stand, between rounds and by the shard's own thread.</summary>
internal interface IPartialMatches
{
    /// <summary>Counts those that are alive, over all keys.</summary>
    void Count(PartialCount count);
}
