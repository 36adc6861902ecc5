namespace Cep.Simulation;

/// <summary>The code of an imagined author: (A·x + B·y + C) modulo a number, cut to a whole one, which throws where the result is a certain one.</summary>
/// <param name="A">Weight of x.</param>
/// <param name="B">Weight of y.</param>
/// <param name="C">Added.</param>
/// <param name="Modulo">Keeps figures small, so that sums of them are exact.</param>
/// <param name="Throws">The result at which it throws; −1 for never.</param>
internal sealed record Formula(int A, int B, int C, int Modulo, int Throws = -1)
{
    public double Of(Row row) => Of(row.X, row.Y);

    public double Of(double x, double y)
    {
        var sum = A * x + B * y + C;
        var result = Math.Floor(sum - Modulo * Math.Floor(sum / Modulo));
        if (Throws >= 0 && (int)result == Throws) throw new InvalidOperationException($"{Throws} is not liked");
        return result;
    }

    /// <summary>A condition that holds for about half of all rows.</summary>
    public bool Holds(Row row) => Of(row) < Modulo / 2.0;

    public override string ToString() =>
        $"({A}x{(B < 0 ? "" : "+")}{B}y+{C})%{Modulo}{(Throws < 0 ? "" : $"!{Throws}")}";
}
