using System.Runtime.CompilerServices;

namespace Cep;

/// <summary>What is kept for one key: how much, since when, and until when it is due to say something by itself.</summary>
internal struct KeyFigures()
{
    /// <summary>An estimate: the slots in arrays, and what lies in containers and in the author's objects as if it were saved.</summary>
    public long Bytes { get; private set; }

    public int OpenWindows { get; private set; }

    public int PendingTimers { get; private set; }

    /// <summary>The earliest event time of what is kept, where it is known; else <see cref="long.MaxValue"/>.</summary>
    public long Oldest { get; private set; } = long.MaxValue;

    /// <summary>A time at which something may come of what is kept without a further event; <see cref="long.MinValue"/> when nothing will.</summary>
    public long DueAt { get; private set; } = long.MinValue;

    /// <summary>Adds what waits for nothing but the key's next event.</summary>
    public void Add(long bytes, long since = long.MaxValue)
    {
        Bytes += bytes;
        Oldest = Math.Min(Oldest, since);
    }

    /// <summary>Adds an open window.</summary>
    public void AddWindow(long bytes, long start, long end)
    {
        Add(bytes, start);
        OpenWindows++;
        DueAt = Math.Max(DueAt, end);
    }

    /// <summary>Adds what waits for its time.</summary>
    public void AddTimer(long bytes, long since, long due)
    {
        Add(bytes, since);
        PendingTimers++;
        DueAt = Math.Max(DueAt, due);
    }

    /// <summary>The size of a value in its slot, and of what it refers to as it would be saved.</summary>
    public static long SizeOf<T>(in T value)
    {
        var slot = Unsafe.SizeOf<T>();
        if (!RuntimeHelpers.IsReferenceOrContainsReferences<T>() || !SizeWriter<T>.CanSave) return slot;
        SizeWriter<T>.Writer ??= new StateWriter();
        SizeWriter<T>.Writer.Clear();
        try
        {
            SizeWriter<T>.Writer.Write(value);
        }
        catch (InvalidOperationException)
        {
            // A single value that can't be saved counts as far as it came.
        }

        return slot + SizeWriter<T>.Writer.Count;
    }

    private static class SizeWriter<T>
    {
        public static readonly bool CanSave = StateTypes.WhyNotSaved(typeof(T)) is null;

        [field: ThreadStatic]
        public static StateWriter? Writer { get; set; }
    }
}
