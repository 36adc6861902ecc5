namespace Cep;

/// <summary>On which side of an event an as-of join looks for its partner.</summary>
public enum AsOfDirection
{
    /// <summary>The latest one not later than the event. Of several at that time the last in log order.</summary>
    Backward,

    /// <summary>The earliest one not earlier than the event. Of several at that time the first in log order.</summary>
    Forward,

    /// <summary>
    /// The one nearest in time, before or after. At equal distance the earlier one; of several at one time the last in log
    /// order where they are not later than the event, else the first.
    /// </summary>
    Nearest,
}
