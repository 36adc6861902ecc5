using System.Globalization;

namespace Cep;

/// <summary>
/// Identifies a derived event: a hash of rule, version, key, event time and ordinal, so it is the same in every run and a
/// consumer can drop a repeat.
/// </summary>
/// <param name="Value">The 128 bits of the hash.</param>
public readonly record struct EventId(UInt128 Value)
{
    /// <summary>32 lower-case hexadecimal digits.</summary>
    public override string ToString() => Value.ToString("x32", CultureInfo.InvariantCulture);

    /// <summary>How long the text is.</summary>
    internal const int TextBytes = 32;

    /// <summary>Writes the text of <see cref="ToString"/>, <see cref="TextBytes"/> long, without making a string.</summary>
    internal void WriteTo(Span<byte> text) => Value.TryFormat(text, out _, "x32", CultureInfo.InvariantCulture);
}
