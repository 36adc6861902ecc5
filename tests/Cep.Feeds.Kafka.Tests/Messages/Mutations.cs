namespace Cep.Feeds.Kafka.Tests;

/// <summary>Damages messages: bits, bytes, numbers at the bounds, pieces cut out, doubled or cut off.</summary>
internal sealed class Mutations(int seed)
{
    private static readonly byte[] Telling = [0, 1, 0x7F, 0x80, 0xFF, (byte)'"', (byte)'{', (byte)'}', (byte)'[', (byte)',', (byte)'\\', (byte)'-', (byte)'e', (byte)'9'];
    private readonly Random random = new(seed);

    public byte[] Of(byte[] message)
    {
        var bytes = message.ToList();
        for (var times = random.Next(1, 5); times > 0 && bytes.Count > 0; times--)
        {
            var at = random.Next(bytes.Count);
            var length = Math.Min(random.Next(1, 17), bytes.Count - at);
            switch (random.Next(8))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes[at] = (byte)random.Next(256); break;
                case 2: bytes[at] = Telling[random.Next(Telling.Length)]; break;
                case 3: bytes.RemoveRange(at, length); break;
                case 4: bytes.InsertRange(at, bytes.GetRange(at, length)); break;
                case 5: bytes.RemoveRange(at, bytes.Count - at); break;
                case 6: bytes.InsertRange(at, Enumerable.Range(0, length).Select(_ => (byte)random.Next(256))); break;
                default: Overwrite(bytes, at & ~3, random.Next(4) switch { 0 => int.MaxValue, 1 => int.MinValue, 2 => -1, _ => random.Next(1 << random.Next(1, 31)) }); break;
            }
        }

        return [.. bytes];
    }

    private static void Overwrite(List<byte> bytes, int at, int number)
    {
        for (var i = 0; i < sizeof(int) && at + i < bytes.Count; i++) bytes[at + i] = (byte)(number >> (8 * i));
    }
}
