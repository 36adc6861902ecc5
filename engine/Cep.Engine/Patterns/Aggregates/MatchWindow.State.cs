using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cep;

internal sealed partial class MatchWindow<TValue, TResult, TAlgebra>
{
    /// <summary>When the earliest beginning that it knows of began; null when it knows of none.</summary>
    public long? Since => begun.Count > 0 ? begun[^1] : firstBegun < long.MaxValue ? firstBegun : null;

    /// <summary>What it takes, without what numbers too large for their fields take beside.</summary>
    public long Bytes =>
        (begun.Count + Newest.Length) * sizeof(long)
        + ((begun.Count * width) + newer.Length) * (long)Unsafe.SizeOf<TValue>()
        + weights.Count * (long)Unsafe.SizeOf<TValue>() + passed.Count * Unsafe.SizeOf<PassedEvent>() + passedSteps.Count * Unsafe.SizeOf<WeightedStep>();

    public void Save(StateWriter writer)
    {
        writer.Write(IsEmpty);
        writer.Write(Newest);
        writer.Write(newer);
        writer.Write(begun.ToArray());
        foreach (ref readonly var value in older.AsSpan(0, begun.Count * width)) writer.Write(value);
        writer.Write(passed.ConvertAll(one => new SavedEvent(one.Time, one.FirstStep, one.Begins, WeightOf(one))).ToArray());
        writer.Write(passedSteps.ToArray());
        writer.Write(firstBegun);
    }

    public void Load(StateReader reader)
    {
        IsEmpty = reader.Read<bool>();
        reader.Read<long[]>().CopyTo(Newest, 0);
        reader.Read<TValue[]>().CopyTo(newer, 0);
        begun.AddRange(reader.Read<long[]>());
        older = new TValue[begun.Count * width];
        foreach (ref var value in older.AsSpan()) value = reader.Read<TValue>();
        var events = reader.Read<SavedEvent[]>();
        passedSteps.AddRange(reader.Read<WeightedStep[]>());
        for (var i = 0; i < events.Length; i++)
        {
            var saved = events[i];
            var end = i + 1 < events.Length ? events[i + 1].FirstStep : passedSteps.Count;
            Pass(saved.Time, saved.FirstStep, CollectionsMarshal.AsSpan(passedSteps)[saved.FirstStep..end], saved.Weight);
        }

        firstBegun = reader.Read<long>();
    }

    /// <summary>A passed event as it is saved, with its value.</summary>
    private readonly record struct SavedEvent(long Time, int FirstStep, bool Begins, TValue Weight);
}
