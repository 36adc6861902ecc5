using System.Text.Json;

namespace Cep;

/// <summary>Gives access to the payload of a derived event without boxing it.</summary>
public abstract class Payload
{
    /// <summary>The payload's type.</summary>
    public abstract Type Type { get; }

    /// <summary>Writes the payload of a row as a JSON object, see <see cref="DerivedJson.Options"/>.</summary>
    internal abstract void WriteJson(int row, Utf8JsonWriter writer);

    /// <summary>The payload of a row as an object; boxes a struct.</summary>
    internal abstract object Box(int row);
}
