using Cep.Feeds.Kafka;
using Microsoft.Extensions.Logging;
using Polly;

namespace Cep.Live;

/// <summary>
/// Publishes the entries of the spool in their order, each exactly once: in transactions, and an entry is confirmed when the
/// transaction that published it is. Whatever goes wrong between the two, the next connection begins by finding out what
/// was published: the broker ends the transaction that was open, and the records behind the marks tell.
/// </summary>
/// <remarks>Runs on one thread; <see cref="Complete"/> is safe on any.</remarks>
internal sealed partial class SpoolDrain
{
    /// <summary>How many entries a transaction takes at the most, and so how many may have been published without being confirmed.</summary>
    public const int MaxBatch = 500;

    /// <summary>After how many entries the marks are set anew, so that a search behind them stays short.</summary>
    public const int MarkEvery = 20_000;

    private readonly Spool spool;
    private readonly SpoolDrainOptions options;
    private readonly LiveStatus status;
    private readonly ILogger logger;
    private readonly ResiliencePipeline retries;
    private readonly SpoolMarks marks;
    private volatile bool isComplete;
    private long sinceMark;
    private long begunAt;

    public SpoolDrain(Spool spool, SpoolDrainOptions options, LiveStatus status, ILogger logger)
    {
        this.spool = spool;
        this.options = options;
        this.status = status;
        this.logger = logger;
        marks = new SpoolMarks(spool.Folder, spool.Confirmed > 0);
        retries = Reconnecting.After<KafkaFaultException>(MayPass, Retries, status.Clock);
    }

    /// <summary>Nothing more comes into the spool: the drain ends when it is empty.</summary>
    public void Complete() => isComplete = true;

    /// <summary>Drains until all is published, or it is to stop.</summary>
    /// <exception cref="KafkaFaultException">Another process drains a spool for this group.</exception>
    /// <exception cref="SpoolException">The spool can't be read any further.</exception>
    /// <exception cref="OperationCanceledException">It is to stop.</exception>
    public void Run(CancellationToken stop)
    {
        // What was published since the last fault begins the waits anew.
        while (!retries.Execute(Connect, stop)) status.SetBroker(false);
    }

    /// <returns>Whether all was published; false when a connection that published something broke.</returns>
    private bool Connect(CancellationToken stop)
    {
        var confirmed = spool.Confirmed;
        try
        {
            using var producer = new TaskProducer(options.Producer);
            using var ends = new TopicEnds(options.Producer.Client, options.Producer.Group, options.Producer.RequestTimeout, makesTopics: true);
            producer.Open(stop);
            spool.Rewind();
            var published = FindPublished(ends, stop);
            Publish(producer, ends, published, stop);
            return true;
        }
        catch (KafkaFaultException fault) when (spool.Confirmed > confirmed && MayPass(fault))
        {
            Breaks(spool.Entries, fault.Message);
            return false;
        }
        catch (KafkaFaultException fault) when (!MayPass(fault))
        {
            throw new KafkaFaultException(KafkaFault.Fenced, fault.Code, $"Another process of group '{options.Producer.Group}' publishes from a spool. One process of a group reads the files; give another one a group of its own. ({fault.Message})", fault);
        }
    }

    /// <summary>Who was fenced off looks the same whether another came or the broker gave up a transaction that took too long.</summary>
    private bool MayPass(KafkaFaultException fault) =>
        fault.Fault != KafkaFault.Fenced || status.Clock.GetElapsedTime(begunAt) >= options.Producer.TransactionTimeout;

    private void Publish(TaskProducer producer, TopicEnds ends, HashSet<long> published, CancellationToken stop)
    {
        while (true)
        {
            // Asked before reading: what comes in after the question is read.
            var isLast = isComplete;
            var entries = spool.Read(MaxBatch);
            if (entries.Count > 0) PublishBatch(producer, ends, [.. entries.Where(entry => !published.Remove(entry.Position))], entries[^1].Position, stop);
            else if (isLast) return;
            else if (stop.WaitHandle.WaitOne(options.Interval)) stop.ThrowIfCancellationRequested();
        }
    }

    private void PublishBatch(TaskProducer producer, TopicEnds ends, List<SpoolEntry> entries, long last, CancellationToken stop)
    {
        if (entries.Count > 0)
        {
            MarkNew(ends, entries);
            begunAt = status.Clock.GetTimestamp();
            producer.Begin();
            foreach (var entry in entries) Publish(producer, entry, stop);
            options.DeadLetters?.Flush();
            producer.Commit([], stop);
        }

        spool.Confirm(last);
        status.SetBroker(true);
        if ((sinceMark += entries.Count) >= MarkEvery) Mark(ends, marks.Topics.ToList());
    }

    /// <summary>An entry that no broker will ever take must not hold up those behind it.</summary>
    private void Publish(TaskProducer producer, SpoolEntry entry, CancellationToken stop)
    {
        try
        {
            producer.Produce(entry.Topic, entry.Key, entry.Value, SpoolRecord.HeadersOf(entry, options.Name), stop);
        }
        catch (KafkaFaultException fault) when (fault.Fault == KafkaFault.Refused && options.DeadLetters is not null)
        {
            options.DeadLetters.Write(SpoolRecord.DeadLetterOf(entry, fault.Message));
        }
    }

    private void MarkNew(TopicEnds ends, List<SpoolEntry> entries)
    {
        var topics = entries.Select(entry => entry.Topic).Where(topic => !marks.Has(topic)).Distinct().ToList();
        if (topics.Count > 0) Mark(ends, [.. marks.Topics, .. topics]);
    }

    /// <summary>Called only while all that was published is confirmed, so that nothing that may be searched for lies before a mark.</summary>
    private void Mark(TopicEnds ends, IReadOnlyList<string> topics)
    {
        marks.Set(topics.Select(topic => (topic, EndsOf(topic, ends))).ToList());
        sinceMark = 0;
    }

    /// <summary>A broker that has just started may not know a topic yet; to take that for an empty topic would publish again what is in it.</summary>
    private IReadOnlyList<PartitionOffset> EndsOf(string topic, TopicEnds ends)
    {
        var found = ends.Of(topic);
        if (found.Count >= marks.PartitionsOf(topic)) return found;
        throw new KafkaFaultException(KafkaFault.Retriable, Confluent.Kafka.ErrorCode.UnknownTopicOrPart, $"There is no topic '{topic}', or not all of its Kafka partitions. Make it, unless the broker has only just started.");
    }

    /// <summary>The positions of entries that were published and not confirmed.</summary>
    private HashSet<long> FindPublished(TopicEnds ends, CancellationToken stop)
    {
        var topics = spool.Read(MaxBatch).Select(entry => entry.Topic).Distinct().Where(topic => marks.AreLost || marks.Has(topic)).ToList();
        spool.Rewind();
        var published = new HashSet<long>();
        var from = topics.SelectMany(topic => EndsOf(topic, ends)).Select(end => end with { Offset = marks.Of(end.Topic, end.Partition) }).ToList();
        ends.Read(from, record => Note(record, published), stop);
        if (published.Count > 0) Finds(published.Count);
        return published;
    }

    private void Note(TopicRecord record, HashSet<long> published)
    {
        if (SpoolRecord.PositionIn(record.Headers, options.Name) is { } position && position > spool.Confirmed) published.Add(position);
    }

    private void Retries(Exception fault, TimeSpan wait)
    {
        status.SetBroker(false);
        Waits(spool.Entries, (long)wait.TotalMilliseconds, fault.Message);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The spool can't be drained, {Entries} derived events wait; trying again in {WaitMillis} ms: {Reason}")]
    private partial void Waits(long entries, long waitMillis, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The connection by which the spool was drained broke, {Entries} derived events wait: {Reason}")]
    private partial void Breaks(long entries, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} derived events of the spool had been published already and are not published again")]
    private partial void Finds(int count);
}
