namespace Cep;

/// <summary>A timer of a key in <see cref="KeyTimers"/>.</summary>
/// <param name="Due">When it is due, as a number that sorts as times do also before 1970.</param>
/// <param name="Key">Whose it is.</param>
/// <param name="Stamp">Tells it from others of its key; never 0.</param>
internal readonly record struct KeyTimer(ulong Due, int Key, int Stamp)
{
    private const ulong Sign = 1UL << 63;

    /// <summary>When it is due.</summary>
    public long DueTime => (long)(Due ^ Sign);

    /// <summary>A time as <see cref="Due"/>.</summary>
    public static ulong ToDue(long time) => (ulong)time ^ Sign;
}
