using System.Text.Json;

namespace Cep;

/// <summary>Derived events of one rule on their way to the collector.</summary>
internal abstract class DerivedColumn(RuleIdentity rule)
{
    private int[] keys = new int[16];
    private long[] times = new long[16];
    private Causes[] causes = new Causes[16];
    private IReadOnlyList<string>[] recipients = new IReadOnlyList<string>[16];
    private RowMark[] marks = [];
    private bool isMarked;

    public RuleIdentity Rule { get; } = rule;

    public int Count { get; private set; }

    public ReadOnlySpan<int> Keys => keys.AsSpan(0, Count);

    public ReadOnlySpan<long> Times => times.AsSpan(0, Count);

    public ReadOnlySpan<Causes> Causes => causes.AsSpan(0, Count);

    public abstract Payload Payloads { get; }

    public IReadOnlyList<string> RecipientsOf(int row) => recipients[row];

    /// <summary>How settled a row is and when it is told.</summary>
    public RowMark MarkOf(int row) => isMarked ? marks[row] : RowMark.Settled(times[row]);

    /// <summary>Marks a row that is not settled at its own time.</summary>
    public void Mark(int row, RowMark mark)
    {
        if (!isMarked) RememberMarks();
        marks[row] = mark;
    }

    /// <summary>Whether a row says the same as a row of a column of the same kind: payload, causes and recipients.</summary>
    public abstract bool IsSame(int row, DerivedColumn other, int otherRow);

    /// <summary>An empty column of the same kind.</summary>
    public abstract DerivedColumn CreateEmpty();

    /// <summary>Appends a row of a column of the same kind, with the key numbered anew.</summary>
    public abstract void AppendFrom(DerivedColumn from, int row, int key);

    /// <summary>Saves a row without its key.</summary>
    public void SaveRow(int row, StateWriter writer)
    {
        writer.Write(Times[row]);
        writer.Write(Causes[row]);
        writer.Write(RecipientsOf(row).ToArray());
        writer.Write(MarkOf(row));
        SavePayload(row, writer);
    }

    /// <summary>Appends a row that was saved.</summary>
    public void LoadRow(int key, StateReader reader)
    {
        var (time, inputs, to, mark) = (reader.Read<long>(), reader.Read<Causes>(), reader.Read<string[]>(), reader.Read<RowMark>());
        LoadPayload(reader);
        AddRow(key, time, inputs, to);
        if (mark != RowMark.Settled(time)) Mark(Count - 1, mark);
    }

    /// <summary>Why rows can't be saved; null when they can.</summary>
    public abstract string? WhyNotSaved { get; }

    /// <summary>Keeps the rows that are named, which are in ascending order, and drops the others.</summary>
    public abstract void Compact(ReadOnlySpan<int> keptRows);

    protected abstract void SavePayload(int row, StateWriter writer);

    protected abstract void LoadPayload(StateReader reader);

    protected void AddRow(int key, long time, Causes inputs, IReadOnlyList<string> to)
    {
        if (Count == keys.Length) Grow();
        keys[Count] = key;
        times[Count] = time;
        causes[Count] = inputs;
        if (isMarked) marks[Count] = RowMark.Settled(time);
        recipients[Count++] = to;
    }

    protected void CompactRows(ReadOnlySpan<int> keptRows)
    {
        for (var i = 0; i < keptRows.Length; i++)
        {
            var row = keptRows[i];
            (keys[i], times[i], causes[i], recipients[i]) = (keys[row], times[row], causes[row], recipients[row]);
            if (isMarked) marks[i] = marks[row];
        }

        Count = keptRows.Length;
        if (Count == 0) isMarked = false;
    }

    private void Grow()
    {
        var rows = keys.Length * 2;
        Array.Resize(ref keys, rows);
        Array.Resize(ref times, rows);
        Array.Resize(ref causes, rows);
        Array.Resize(ref recipients, rows);
        if (isMarked) Array.Resize(ref marks, rows);
    }

    private void RememberMarks()
    {
        isMarked = true;
        if (marks.Length < keys.Length) marks = new RowMark[keys.Length];
        for (var i = 0; i < Count; i++) marks[i] = RowMark.Settled(times[i]);
    }
}

/// <inheritdoc/>
internal sealed class DerivedColumn<T>(RuleIdentity rule) : DerivedColumn(rule)
{
    private readonly Payload<T> payloads = new();

    public override Payload Payloads => payloads;

    public void Add(int key, long time, Causes inputs, in T value, IReadOnlyList<string> recipients)
    {
        AddRow(key, time, inputs, recipients);
        payloads.Add(value);
    }

    public override DerivedColumn CreateEmpty() => new DerivedColumn<T>(Rule);

    public override void AppendFrom(DerivedColumn from, int row, int key)
    {
        var source = (DerivedColumn<T>)from;
        Add(key, source.Times[row], source.Causes[row], source.payloads[row], source.RecipientsOf(row));
        var mark = source.MarkOf(row);
        if (mark != RowMark.Settled(source.Times[row])) Mark(Count - 1, mark);
    }

    /// <inheritdoc/>
    /// <remarks>A payload without an equality of its own is compared by its JSON: what is written is the same.</remarks>
    public override bool IsSame(int row, DerivedColumn other, int otherRow)
    {
        if (Causes[row] != other.Causes[otherRow] || !RecipientsOf(row).SequenceEqual(other.RecipientsOf(otherRow))) return false;
        var (left, right) = (payloads[row], ((DerivedColumn<T>)other).payloads[otherRow]);
        if (EqualityComparer<T>.Default.Equals(left, right)) return true;
        return left is not IEquatable<T>
            && JsonSerializer.SerializeToUtf8Bytes(left, DerivedJson.Options).AsSpan().SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(right, DerivedJson.Options));
    }

    public override string? WhyNotSaved => StateTypes.WhyNotSaved(typeof(T));

    protected override void SavePayload(int row, StateWriter writer) => writer.Write(payloads[row]);

    protected override void LoadPayload(StateReader reader) => payloads.Add(reader.Read<T>());

    public override void Compact(ReadOnlySpan<int> keptRows)
    {
        CompactRows(keptRows);
        for (var i = 0; i < keptRows.Length; i++) payloads.Set(i, payloads[keptRows[i]]);
        payloads.Truncate(keptRows.Length);
    }
}
