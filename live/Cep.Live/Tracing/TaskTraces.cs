using System.Diagnostics;
using System.Text;
using Cep.Feeds.Kafka;

namespace Cep.Live;

/// <summary>
/// Brings the trace of a message to what is derived from its events. A message is known by its rows, a derived event by the
/// sequence numbers of its causes; between the two the sequencer puts events in order. So an event that came with a trace is
/// looked for, by its type, symbol and time, among those that get their numbers.
/// </summary>
/// <remarks>Used by one thread. Costs nothing while no message has a trace. Bounded: the oldest are forgotten.</remarks>
internal sealed class TaskTraces
{
    private const int MaxWaiting = 1 << 16;
    private readonly Dictionary<(Type Type, int Key, long Time), Queue<ActivityContext>> waiting = [];
    private readonly Queue<(Type Type, int Key, long Time)> order = new();
    private readonly List<(long Sequence, ActivityContext Context)> numbered = [];
    private readonly TraceLog log = new();
    private bool isUsed;

    /// <summary>Hears of the rows that a message with a trace gave.</summary>
    public void Hear(TracedRows rows)
    {
        if (!LiveTracing.TryParse(Encoding.ASCII.GetString(rows.Header), out var context)) return;
        isUsed = true;
        foreach (var column in rows.Batch.Columns)
        {
            // Rows of a batch that a feed fills stand in their order, so those of its last message are the last ones.
            for (var row = column.Count - 1; row >= 0 && column.Sequences[row] >= rows.First; row--) Wait((column.EventType, column.Keys[row], column.Times[row]), context);
        }
    }

    /// <summary>Looks for the events that wait among those of a round.</summary>
    public void Number(EventBatch events)
    {
        if (waiting.Count == 0) return;
        numbered.Clear();
        foreach (var column in events.Columns)
        {
            for (var row = 0; row < column.Count && waiting.Count > 0; row++)
            {
                if (Take((column.EventType, column.Keys[row], column.Times[row])) is { } context) numbered.Add((column.SequenceOf(row), context));
            }
        }

        numbered.Sort(static (left, right) => left.Sequence.CompareTo(right.Sequence));
        foreach (var (sequence, context) in numbered) log.Add(sequence, context);
    }

    /// <summary>Writes a derived event in the trace of the last cause that has one.</summary>
    public void Write(in DerivedEvent derived, ISink sink)
    {
        if (!isUsed && !LiveTracing.IsListenedTo)
        {
            sink.Write(derived);
            return;
        }

        var cause = log.Of(derived.Causes);
        using var activity = LiveTracing.Begin(derived.Id, derived.Rule.Name, derived.Key, cause);
        sink.Write(activity is null && cause == default ? derived : derived with { Trace = LiveTracing.HeaderOf(activity, derived.Id, cause) });
    }

    private void Wait((Type Type, int Key, long Time) place, ActivityContext context)
    {
        if (!waiting.TryGetValue(place, out var contexts)) waiting[place] = contexts = new Queue<ActivityContext>();
        contexts.Enqueue(context);
        order.Enqueue(place);

        // An event that came too late never gets a number.
        if (order.Count > MaxWaiting) Take(order.Dequeue());
    }

    private ActivityContext? Take((Type Type, int Key, long Time) place)
    {
        if (!waiting.TryGetValue(place, out var contexts)) return null;
        var context = contexts.Dequeue();
        if (contexts.Count == 0) waiting.Remove(place);
        return context;
    }
}
