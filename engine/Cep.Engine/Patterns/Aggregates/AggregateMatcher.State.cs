namespace Cep;

internal sealed partial class AggregateMatcher<TValue, TResult, TAlgebra>
{
    public override bool KeepsEvents => false;

    public override string Layout => $"values of partial matches in {states} states";

    public override void Save(int key, LinkWriter writer)
    {
        var window = key < windows.Length ? windows[key] : null;
        writer.Values.Write(window is not null);
        window?.Save(writer.Values);
    }

    public override void Load(int key, LinkReader reader)
    {
        Forget(key);
        if (reader.Values.Read<bool>()) WindowOf(key).Load(reader.Values);
    }

    public override void Forget(int key)
    {
        if (key < windows.Length) windows[key] = null;
    }

    public override long? SizeOf(int key) => windows[key]?.Bytes;

    public override Kept? KeptOf(int key) => key < windows.Length && windows[key]?.Since is { } since ? new Kept(since) : null;
}
