using System.Numerics;

namespace Cep;

/// <summary>
/// When windows of all keys give early results: at multiples of a period, for the keys that have changed since the last
/// time. Where nothing changed nothing fires, so only the multiple after a change has to be remembered.
/// </summary>
/// <remarks>A firing at t goes before the events of time t, and after what closes at t.</remarks>
internal sealed class EarlyFiring : IKeyedState
{
    private readonly WindowGrid period;
    private readonly List<int> taken = [];
    private ulong[] changed = [];

    public EarlyFiring(RulePlan plan, WindowGrid period)
    {
        this.period = period;
        plan.Keep<bool>(this);
    }

    /// <summary>The next time to fire; the end of time while nothing has changed.</summary>
    public long Next { get; private set; } = long.MaxValue;

    /// <summary>What <see cref="TakeChanged"/> returned last.</summary>
    public IReadOnlyList<int> Taken => taken;

    /// <summary>The time before which rows can be taken in one go, the first of them at a given time and before an end.</summary>
    public long LimitFrom(long time, long end)
    {
        if (Next == long.MaxValue) Next = period.EndAfter(time);
        return Math.Min(Next, end);
    }

    /// <summary>Notes that keys change.</summary>
    public void Note(ReadOnlySpan<int> rows)
    {
        foreach (var key in rows) Note(key);
    }

    private void Note(int key)
    {
        if (key >> 6 >= changed.Length) Array.Resize(ref changed, Math.Max((key >> 6) + 1, changed.Length * 2));
        changed[key >> 6] |= 1UL << key;
    }

    /// <summary>Begins anew.</summary>
    /// <returns>The keys that had changed, in their order; valid until the next call.</returns>
    public List<int> TakeChanged()
    {
        Next = long.MaxValue;
        taken.Clear();
        for (var word = 0; word < changed.Length; word++)
        {
            for (var bits = changed[word]; bits != 0; bits &= bits - 1) taken.Add((word << 6) + BitOperations.TrailingZeroCount(bits));
            changed[word] = 0;
        }

        return taken;
    }

    public void Save(int key, StateWriter writer)
    {
        writer.Write(IsChanged(key));
        if (IsChanged(key)) writer.Write(Next);
    }

    public void Load(int key, StateReader reader)
    {
        Forget(key);
        if (!reader.Read<bool>()) return;
        Note(key);
        Next = Math.Min(Next, reader.Read<long>());
    }

    public void Forget(int key)
    {
        if (IsChanged(key)) changed[key >> 6] &= ~(1UL << key);
    }

    public void Measure(int key, ref KeyFigures figures)
    {
        if (IsChanged(key)) figures.AddTimer(bytes: 0, since: long.MaxValue, Next);
    }

    private bool IsChanged(int key) => key >> 6 < changed.Length && (changed[key >> 6] & (1UL << key)) != 0;
}
