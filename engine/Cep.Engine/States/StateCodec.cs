using System.Text.Json;

namespace Cep;

/// <summary>Writes and reads values that hold references.</summary>
internal static class StateCodec<T>
{
    public static void Write(StateWriter writer, in T value)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(value);
        writer.Write(json.Length);
        writer.WriteBytes(json);
    }

    public static T Read(StateReader reader) => JsonSerializer.Deserialize<T>(reader.ReadBytes(reader.Read<int>()))!;
}
