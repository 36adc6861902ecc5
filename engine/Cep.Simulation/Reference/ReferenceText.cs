using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;
using System.Text;

namespace Cep.Simulation;

/// <summary>A derived event as a line of JSON, put together by hand from the documents.</summary>
internal static class ReferenceText
{
    public static string LineOf(ToldRow told)
    {
        var (rule, key, row) = (told.Rule, told.Key, told.Row);
        var status = told.Status.ToString().ToLowerInvariant();
        var type = SimulatedRules.Payloads[rule.Payload].Name;
        var (first, last, count) = row.Causes;
        var head = $"\"id\":\"{IdOf(rule.Name, key, row.Time, told.Ordinal)}\",\"rule\":\"{rule.Name}\",\"version\":1,\"type\":\"{type}\",\"key\":\"{key}\"";
        var causes = string.Create(CultureInfo.InvariantCulture, $"\"first\":{first},\"last\":{last},\"count\":{count}");
        var data = string.Create(CultureInfo.InvariantCulture, $"\"x\":{row.Value.X:R},\"y\":{row.Value.Y:R}");
        return $"{{{head},\"time\":\"{new EventTime(row.Time)}\",\"status\":\"{status}\",\"causes\":{{{causes}}},\"data\":{{{data}}}}}";
    }

    private static string IdOf(string rule, string key, long time, int ordinal)
    {
        var numbers = new byte[16];
        BinaryPrimitives.WriteInt32LittleEndian(numbers, 1);
        BinaryPrimitives.WriteInt64LittleEndian(numbers.AsSpan(4), time);
        BinaryPrimitives.WriteInt32LittleEndian(numbers.AsSpan(12), ordinal);
        byte[] all = [.. Encoding.UTF8.GetBytes(rule), 0, .. numbers[..4], .. Encoding.UTF8.GetBytes(key), 0, .. numbers[4..]];
        return XxHash128.HashToUInt128(all).ToString("x32", CultureInfo.InvariantCulture);
    }
}
