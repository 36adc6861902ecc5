using Cep.Feeds.Kafka;
using Microsoft.Extensions.Logging;

namespace Cep.Live;

/// <summary>
/// Puts what a run derives into the spool. The run always derives the same in the same order, so after a restart, which
/// begins with the beginning of the log, it passes over as many derived events as the spool was given before.
/// </summary>
/// <remarks>Used by the run's thread. While the spool is full and input is to stop, writing waits, and so does the run.</remarks>
internal sealed partial class SpoolSink : ISink
{
    private static readonly TimeSpan RoomTime = TimeSpan.FromMilliseconds(50);
    private readonly Spool spool;
    private readonly DerivedRecords records;
    private readonly LiveStatus status;
    private readonly ILogger logger;
    private readonly CancellationToken stop;
    private long before;
    private long dropped;
    private Exception? ended;

    public SpoolSink(Spool spool, DerivedTopics topics, LiveStatus status, ILogger logger, CancellationToken stop)
    {
        this.spool = spool;
        this.status = status;
        this.logger = logger;
        this.stop = stop;
        records = new DerivedRecords(topics);
        before = spool.Given;
    }

    /// <exception cref="SpoolException">The spool is full and that was to be a failure, or it can't be written.</exception>
    /// <exception cref="OperationCanceledException">The run is to end, and the spool is full.</exception>
    public void Write(in DerivedEvent derived)
    {
        if (before > 0)
        {
            before--;
            return;
        }

        // The run that ends by an exception still writes what it had derived; behind one that is missing nothing may follow.
        if (ended is not null) throw ended;
        try
        {
            Put(derived);
        }
        catch (Exception error)
        {
            ended = error;
            throw;
        }
    }

    public void Flush()
    {
    }

    public void Dispose() => records.Dispose();

    private void Put(in DerivedEvent derived)
    {
        var record = records.Of(derived);
        var entry = new SpoolEntry(record.Topic, record.Key, [.. record.Headers.Select(header => new SpoolHeader(header.Key, header.GetValueBytes()))], record.Value);
        var result = spool.Append(entry);
        if (result == SpoolResult.Full) result = WaitForRoom(entry);
        if (result == SpoolResult.Taken) status.Rule(derived.Rule.Name).CountDerived();
        else CountDropped();
    }

    private SpoolResult WaitForRoom(SpoolEntry entry)
    {
        status.IsInputStopped = true;
        InputStops(spool.Entries, spool.Bytes);
        try
        {
            SpoolResult result;
            while ((result = spool.Append(entry)) == SpoolResult.Full)
            {
                stop.WaitHandle.WaitOne(RoomTime);
                stop.ThrowIfCancellationRequested();
            }

            InputGoesOn();
            return result;
        }
        finally
        {
            status.IsInputStopped = false;
        }
    }

    /// <summary>Says so at the first one, the tenth, the hundredth, so that the log tells the size of the loss and is not drowned by it.</summary>
    private void CountDropped()
    {
        dropped++;
        if (Math.Log10(dropped) is var power && power == Math.Floor(power)) Drops(dropped);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The spool is full and input has stopped: {Entries} derived events in {Bytes} bytes wait for the broker. It goes on when some of them are published; spool.size gives more room")]
    private partial void InputStops(long entries, long bytes);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The spool has room again and input goes on")]
    private partial void InputGoesOn();

    [LoggerMessage(Level = LogLevel.Error, Message = "The spool is full and spool.whenFull is dropNewest: {Dropped} derived events are lost so far. Bring the broker back, or give the spool more room with spool.size")]
    private partial void Drops(long dropped);
}
