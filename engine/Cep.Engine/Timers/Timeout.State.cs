namespace Cep;

/// <summary>What is saved and loaded: a key's waits, in the order in which they began. Its timer and their numbers follow from them.</summary>
internal sealed partial class TimeoutOperator<T>
{
    public void Save(int key, StateWriter writer)
    {
        Reserve(key + 1);
        ref readonly var cell = ref cells[key];
        writer.Write(cell.Waiting);
        if (cell.Waiting == 0) return;
        Save(cell.First, writer);
        for (var place = more.FirstOf(key); place != KeyedQueue<Wait>.None; place = more.After(place)) Save(more[place], writer);
    }

    public void Load(int key, StateReader reader)
    {
        Reserve(key + 1);
        Forget(key);
        for (var count = reader.Read<int>(); count > 0; count--)
        {
            Begin(key, new Wait(begun++, reader.Read<long>(), reader.Read<Causes>(), reader.Read<T>()));
        }
    }

    public void Forget(int key)
    {
        if (key >= cells.Length) return;
        cells[key] = default;
        more.Clear(key);
    }

    public void Measure(int key, ref KeyFigures figures)
    {
        if (key >= cells.Length || cells[key].Waiting == 0) return;
        Measure(cells[key].First, ref figures);
        for (var place = more.FirstOf(key); place != KeyedQueue<Wait>.None; place = more.After(place)) Measure(more[place], ref figures);
    }

    private static void Save(in Wait wait, StateWriter writer)
    {
        writer.Write(wait.Since);
        writer.Write(wait.Causes);
        writer.Write(wait.Value);
    }

    private void Measure(in Wait wait, ref KeyFigures figures) =>
        figures.AddTimer(KeyFigures.SizeOf(wait) + KeyTimers.TimerSize, wait.Since, TimerOrder.After(wait.Since, afterNanos));
}
