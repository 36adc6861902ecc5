using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using Array = System.Array;

namespace Cep.Feeds.Files;

/// <summary>
/// Writes derived events as one Arrow IPC file: what all have in common in columns of its own, and for each type of derived
/// event a column of structs that is null in the rows of other types.
/// </summary>
/// <remarks>
/// Properties of simple types become columns of that type; enums, symbols and text become utf8; lists and nested objects
/// become JSON. The file is whole only when the sink was disposed. Used by one thread at a time.
/// </remarks>
public sealed class ArrowSink : ISink
{
    private const int RowsPerBatch = 16_384;
    private readonly OutputStream stream;
    private readonly ArrowFileWriter writer;
    private readonly Schema schema;
    private readonly PayloadStruct[] payloads;
    private readonly Header header = new();
    private bool isDisposed;

    /// <summary>Makes the file.</summary>
    /// <param name="path">The file, which is made or replaced.</param>
    /// <param name="rules">The rules whose derived events may come.</param>
    /// <exception cref="ArgumentException">Two types of payload have the same name.</exception>
    /// <exception cref="SinkException">The file can't be made.</exception>
    public ArrowSink(string path, IReadOnlyList<RuleIdentity> rules)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(rules);
        payloads = [.. rules.Select(rule => rule.PayloadType).Distinct().Select(type => new PayloadStruct(type.Name, type))];
        if (payloads.GroupBy(payload => payload.Field.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"Two types of derived events are called {twice.Key}; rename one, because each has its column.", nameof(rules));
        }

        schema = new Schema([.. Header.Fields, .. payloads.Select(payload => payload.Field)], null);
        stream = new OutputStream(path);
        writer = new ArrowFileWriter(stream, schema, leaveOpen: true);
        writer.WriteStart();
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The event is of a rule that was not named.</exception>
    /// <exception cref="SinkException">The file can't be written.</exception>
    public void Write(in DerivedEvent derived)
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        var type = derived.PayloadType;
        if (!Array.Exists(payloads, payload => payload.Payload == type))
        {
            throw new ArgumentException($"Rule {derived.Rule.Name} derived a {type.Name}, which was not named when the sink was made.", nameof(derived));
        }

        header.Add(in derived);
        var payload = derived.BoxPayload();
        foreach (var column in payloads) column.Add(column.Payload == type ? payload : null);
        if (header.Count == RowsPerBatch) WriteBatch();
    }

    /// <inheritdoc/>
    /// <exception cref="SinkException">The file can't be written.</exception>
    public void Flush()
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        if (header.Count > 0) WriteBatch();
        stream.Flush();
    }

    /// <inheritdoc/>
    /// <exception cref="SinkException">The end of the file can't be written.</exception>
    public void Dispose()
    {
        if (isDisposed) return;
        try
        {
            Flush();
            writer.WriteEnd();
            stream.Flush();
        }
        finally
        {
            isDisposed = true;
            writer.Dispose();
            stream.Dispose();
        }
    }

    private void WriteBatch()
    {
        var rows = header.Count;
        using var batch = new RecordBatch(schema, [.. header.Take(), .. payloads.Select(payload => payload.Take())], rows);
        writer.WriteRecordBatch(batch);
    }

    /// <summary>The columns that all derived events have in common.</summary>
    private sealed class Header
    {
        private readonly List<string>[] texts = [[], [], [], [], []];
        private readonly List<int> versions = [];
        private readonly List<long>[] numbers = [[], [], [], []];

        public static Field[] Fields { get; } =
        [
            new("id", StringType.Default, false), new("rule", StringType.Default, false), new("version", Int32Type.Default, false),
            new("type", StringType.Default, false), new("key", StringType.Default, false), new("time", ArrowArrays.Time, false),
            new("status", StringType.Default, false), new("cause_first", Int64Type.Default, false),
            new("cause_last", Int64Type.Default, false), new("cause_count", Int64Type.Default, false),
        ];

        public int Count => versions.Count;

        public void Add(in DerivedEvent derived)
        {
            texts[0].Add(derived.Id.ToString());
            texts[1].Add(derived.Rule.Name);
            texts[2].Add(derived.Rule.TypeName);
            texts[3].Add(derived.Key);
            texts[4].Add(derived.Status switch { DerivedStatus.Final => "final", DerivedStatus.Retracted => "retracted", _ => "provisional" });
            versions.Add(derived.Rule.Version);
            numbers[0].Add(derived.Time.Nanos);
            numbers[1].Add(derived.Causes.First);
            numbers[2].Add(derived.Causes.Last);
            numbers[3].Add(derived.Causes.Count);
        }

        public IArrowArray[] Take()
        {
            var names = Array.ConvertAll(texts, ArrowArrays.OfNames);
            var counts = Array.ConvertAll(numbers, list => list.ToArray());
            IArrowArray[] arrays =
            [
                names[0], names[1], ArrowArrays.Of<int>(Int32Type.Default, versions.ToArray(), []), names[2], names[3],
                ArrowArrays.Of<long>(ArrowArrays.Time, counts[0], []), names[4],
                .. counts[1..].Select(values => ArrowArrays.Of<long>(Int64Type.Default, values, [])),
            ];
            foreach (var list in texts) list.Clear();
            foreach (var list in numbers) list.Clear();
            versions.Clear();
            return arrays;
        }
    }
}
