using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cep;

internal sealed partial class StrictEvents<T>
{
    /// <summary>Writes the partial matches of a key and the events that they have, the oldest first.</summary>
    public void Save(int key, StateWriter writer)
    {
        ref var state = ref Keys[key];
        writer.Write(state.Partial);
        if (state.Partial == 0) return;
        writer.Write(state.Began);
        writer.Write(newestCauses.Length > 0);
        for (var back = BitOperations.Log2(state.Partial); back > 0; back--)
        {
            ref var saved = ref Event(key, back);
            writer.Write(saved.Time);
            writer.Write(saved.Sequence);
            writer.Write(saved.Value);
            writer.Write(CausesOf(key, back));
        }
    }

    /// <summary>Puts what was saved in place of what is kept for the key.</summary>
    public void Load(int key, StateReader reader)
    {
        ref var state = ref Keys[key];
        state = default;
        var partial = reader.Read<ulong>();
        if (partial == 0) return;
        state.Began = reader.Read<long>();
        var isDerived = reader.Read<bool>();
        var count = BitOperations.Log2(partial);
        for (var loaded = 1; loaded <= count; loaded++)
        {
            if (loaded > 1) Keep(ref state, key, isNeeded: true);

            // Says how many events the key has by now, for those that Keep leaves out.
            state.Partial = 1UL << loaded;
            state.Newest = new StrictEvent<T> { Time = reader.Read<long>(), Sequence = reader.Read<long>(), Value = reader.Read<T>() };
            var causes = reader.Read<Causes>();
            if (isDerived) Derive(key, causes);
        }

        state.Partial = partial;
    }

    public void Measure(int key, ref KeyFigures figures)
    {
        ref var state = ref Keys[key];
        if (state.Partial == 0) return;
        var bytes = 0L;
        for (var back = BitOperations.Log2(state.Partial); back > 0; back--) bytes += Unsafe.SizeOf<StrictEvent<T>>() + KeyFigures.SizeOf(Event(key, back).Value) - Unsafe.SizeOf<T>();
        figures.Add(bytes + Unsafe.SizeOf<StrictKey<T>>(), Event(key, BitOperations.Log2(state.Partial)).Time);
    }
}
