using System.Text;

namespace Cep.Live.Spooling;

/// <summary>Entries of a spool for tests.</summary>
internal static class Entries
{
    /// <summary>An entry whose value is a number, filled up to a length.</summary>
    public static SpoolEntry Of(long number, int length = 0) =>
        new("topic", Encoding.UTF8.GetBytes($"key-{number % 3}"), [new("ce_id", Encoding.UTF8.GetBytes($"id-{number}"))], Encoding.UTF8.GetBytes($"{number}".PadRight(length)));

    /// <summary>The numbers of entries.</summary>
    public static IEnumerable<string> Texts(IEnumerable<SpoolEntry> entries) => entries.Select(entry => Encoding.UTF8.GetString(entry.Value!).TrimEnd());

    public static void AssertSame(SpoolEntry expected, SpoolEntry found)
    {
        Assert.Equal(expected.Topic, found.Topic);
        Assert.Equal(expected.Key, found.Key);
        Assert.Equal(expected.Value, found.Value);
        Assert.Equal(expected.Headers.Select(header => header.Name), found.Headers.Select(header => header.Name));
        Assert.Equal(expected.Headers.Select(header => header.Value), found.Headers.Select(header => header.Value));
    }
}
