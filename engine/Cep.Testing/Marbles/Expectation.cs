namespace Cep.Testing;

/// <summary>What a test expects of one derived event.</summary>
/// <param name="Key">The key.</param>
/// <param name="Time">The event time.</param>
/// <param name="Holds">Whether a payload, given also as text, is the expected one.</param>
/// <param name="Text">The expected payload as text; null when only a condition is known.</param>
internal sealed record Expectation<T>(string Key, EventTime Time, Func<T, string, bool> Holds, string? Text)
{
    public static Expectation<T> Of(string key, EventTime time, string text) => new(key, time, (_, actual) => actual == text, text);

    public static Expectation<T> Of(string key, EventTime time, Func<T, bool> holds) => new(key, time, (payload, _) => holds(payload), null);
}
