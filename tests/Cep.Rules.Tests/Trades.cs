namespace Cep.Rules;

/// <summary>The trades of a tape, for references that do without the engine.</summary>
internal static class Trades
{
    public static Trade[] Of(Tape tape)
    {
        var batch = new EventBatch();
        using var reader = tape.ToFeed().Open();
        reader.Read(batch, int.MaxValue);
        return batch.Of<Trade>().Values.ToArray();
    }
}
