namespace Cep.Simulation;

/// <summary>Multiples of a duration, counted from the epoch.</summary>
internal static class Grid
{
    /// <summary>The last multiple, moved by an offset, that is not later than a time.</summary>
    public static long StartOf(long time, long size, long offset)
    {
        var rest = (time - offset) % size;
        return time - (rest < 0 ? rest + size : rest);
    }
}
