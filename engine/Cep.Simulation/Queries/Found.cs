namespace Cep.Simulation;

/// <summary>The payload of a drawn rule. There are several types, because rules find what they consume by it.</summary>
internal interface IFound<T>
    where T : struct
{
    static abstract T Of(Row row);

    Row ToRow();
}

internal readonly record struct FoundA(double X, double Y) : IFound<FoundA>
{
    public static FoundA Of(Row row) => new(row.X, row.Y);

    public Row ToRow() => new(X, Y);
}

internal readonly record struct FoundB(double X, double Y) : IFound<FoundB>
{
    public static FoundB Of(Row row) => new(row.X, row.Y);

    public Row ToRow() => new(X, Y);
}

internal readonly record struct FoundC(double X, double Y) : IFound<FoundC>
{
    public static FoundC Of(Row row) => new(row.X, row.Y);

    public Row ToRow() => new(X, Y);
}
