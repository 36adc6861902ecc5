using System.Diagnostics;

namespace Cep.Live;

/// <summary>One trace from a tick to what was derived from it: the header <c>traceparent</c> of a message goes on in those of derived events.</summary>
/// <remarks>Safe on any thread. Costs nothing when nobody listens and messages carry no header.</remarks>
public static class LiveTracing
{
    /// <summary>The name of the activity source, to listen to.</summary>
    public const string Name = "Cep.Live";

    /// <summary>The name of the header (W3C Trace Context).</summary>
    public const string Header = "traceparent";

    private static readonly ActivitySource Source = new(Name);

    /// <summary>Whether somebody listens to the spans.</summary>
    public static bool IsListenedTo => Source.HasListeners();

    /// <summary>Reads a header.</summary>
    /// <returns>False when it is none; a message with a bad header is read as one without.</returns>
    public static bool TryParse(string? header, out ActivityContext context) => ActivityContext.TryParse(header, null, isRemote: true, out context);

    /// <summary>Begins the span in which a derived event is published; dispose of it when that is done.</summary>
    /// <param name="id">The derived event.</param>
    /// <param name="rule">Its rule.</param>
    /// <param name="key">Its key.</param>
    /// <param name="cause">The trace of the tick that it was derived from; the default when there is none.</param>
    /// <returns>Null when nobody listens or the trace is not sampled.</returns>
    public static Activity? Begin(EventId id, string rule, string key, ActivityContext cause)
    {
        if (!Source.HasListeners()) return null;
        var activity = Source.StartActivity($"derive {rule}", ActivityKind.Producer, cause);
        activity?.SetTag("cep.event_id", id.ToString()).SetTag("cep.rule", rule).SetTag("cep.key", key);
        return activity;
    }

    /// <summary>
    /// The header of a derived event. Where a span was begun it names that span; else it is made of the event's id, in the
    /// trace of its cause if there is one, so that a replay gives the same header again.
    /// </summary>
    public static string HeaderOf(Activity? activity, EventId id, ActivityContext cause)
    {
        if (activity is { IdFormat: ActivityIdFormat.W3C, Id: { } header }) return header;
        var text = id.ToString();
        var isInTrace = cause.TraceId != default;
        var trace = isInTrace ? cause.TraceId.ToHexString() : NotZero(text);
        return $"00-{trace}-{NotZero(text[16..])}-{(isInTrace && !cause.TraceFlags.HasFlag(ActivityTraceFlags.Recorded) ? "00" : "01")}";
    }

    /// <summary>An id of only zeros is not allowed.</summary>
    private static string NotZero(string hex) => hex.AsSpan().ContainsAnyExcept('0') ? hex : hex[..^1] + "1";
}
