using System.Runtime.CompilerServices;

namespace Cep;

internal sealed partial class MatchWindow<TValue, TResult, TAlgebra>
{
    /// <summary>When the earliest beginning that it knows of began; null when it knows of none.</summary>
    public long? Since => begun.Count > 0 ? begun[^1] : firstBegun < long.MaxValue ? firstBegun : null;

    /// <summary>What it takes, without what numbers too large for their fields take beside.</summary>
    public long Bytes =>
        (begun.Count + Newest.Length) * sizeof(long)
        + ((begun.Count * width) + newer.Length) * (long)Unsafe.SizeOf<TValue>()
        + passed.Count * Unsafe.SizeOf<PassedEvent>() + passedSteps.Count * Unsafe.SizeOf<WeightedStep>();

    public void Save(StateWriter writer)
    {
        writer.Write(IsEmpty);
        writer.Write(Newest);
        writer.Write(newer);
        writer.Write(begun.ToArray());
        foreach (ref readonly var value in older.AsSpan(0, begun.Count * width)) writer.Write(value);
        writer.Write(passed.ToArray());
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
        passed.AddRange(reader.Read<PassedEvent[]>());
        passedSteps.AddRange(reader.Read<WeightedStep[]>());
        firstBegun = reader.Read<long>();
    }
}
