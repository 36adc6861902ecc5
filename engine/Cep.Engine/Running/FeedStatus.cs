namespace Cep;

/// <summary>How a feed stands in a run.</summary>
/// <param name="Name">The feed.</param>
/// <param name="Events">Events that came, late ones included.</param>
/// <param name="Late">Events that came too late.</param>
/// <param name="Heartbeats">Heartbeats that came or were made.</param>
/// <param name="Watermark">The feed has no event before this any more that is not late; <see cref="EventTime.MinValue"/> while it gave nothing.</param>
/// <param name="State">Whether time waits for it.</param>
public sealed record FeedStatus(string Name, long Events, long Late, long Heartbeats, EventTime Watermark, FeedState State);
