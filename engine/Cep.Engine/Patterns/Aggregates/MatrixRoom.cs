namespace Cep;

/// <summary>
/// Multiplies matrices whose rows and columns are the states by that of an event, which differs from the identity in few
/// places. Room to work in, shared by all keys.
/// </summary>
internal sealed class MatrixRoom<TValue, TResult, TAlgebra>(StateReach reach)
    where TValue : struct
    where TAlgebra : struct, IMatchAlgebra<TValue, TResult>
{
    private readonly int width = reach.Count;
    private readonly TValue[] rows = new TValue[reach.Count * reach.Count];
    private readonly TValue[] lines = new TValue[reach.Count * reach.Count];
    private readonly bool[] leaves = new bool[reach.Count];
    private readonly bool[] isTouched = new bool[reach.Count];
    private readonly List<int> touched = [];

    public StateReach Reach => reach;

    /// <summary>Makes the rows those of the identity and lends them.</summary>
    public ReadOnlySpan<TValue> Identity()
    {
        SetIdentity(rows);
        return rows;
    }

    public void SetIdentity(TValue[] matrix)
    {
        Array.Fill(matrix, TAlgebra.Nothing);
        for (var i = 0; i < width; i++) matrix[i * width + i] = TAlgebra.Empty;
    }

    /// <summary>Puts an event before those of the rows.</summary>
    public void MultiplyRows(ReadOnlySpan<WeightedStep> steps, in TValue weight)
    {
        var isDirect = true;
        foreach (var step in steps)
        {
            Touch(step.From, step.Leaves);
            isDirect &= !step.Leaves;
        }

        foreach (var step in steps) isDirect &= step.To == Step.None || !isTouched[step.To];
        if (isDirect)
        {
            foreach (var step in steps)
            {
                if (step.To != Step.None) Add(LineOf(rows, step.From), LineOf(rows, step.To), reach.From(step.To), step.IsWeighted, weight);
            }

            Untouch();
            return;
        }

        foreach (var state in touched)
        {
            var line = Begin(rows, state);
            foreach (var step in steps)
            {
                if (step.From == state && step.To != Step.None) Add(line, LineOf(rows, step.To), reach.From(step.To), step.IsWeighted, weight);
            }
        }

        Finish(rows);
    }

    /// <summary>Puts an event after those of a matrix that lies in columns.</summary>
    public void MultiplyColumns(TValue[] columns, ReadOnlySpan<WeightedStep> steps, in TValue weight)
    {
        var isDirect = true;
        foreach (var step in steps)
        {
            if (step.Leaves) Touch(step.From, leaves: true);
            else if (step.To != Step.None) Touch(step.To, leaves: false);
            isDirect &= !step.Leaves;
        }

        foreach (var step in steps) isDirect &= step.To == Step.None || !isTouched[step.From];
        if (isDirect)
        {
            foreach (var step in steps)
            {
                if (step.To != Step.None) Add(LineOf(columns, step.To), LineOf(columns, step.From), reach.Into(step.From), step.IsWeighted, weight);
            }

            Untouch();
            return;
        }

        foreach (var state in touched)
        {
            var line = Begin(columns, state);
            foreach (var step in steps)
            {
                if (step.To == state) Add(line, LineOf(columns, step.From), reach.Into(step.From), step.IsWeighted, weight);
            }
        }

        Finish(columns);
    }

    /// <summary>Adds a line to another one, each value followed by that of the event.</summary>
    private static void Add(Span<TValue> sum, ReadOnlySpan<TValue> line, (int First, int End) within, bool isWeighted, in TValue weight)
    {
        if (!isWeighted)
        {
            for (var i = within.First; i < within.End; i++) TAlgebra.Add(ref sum[i], line[i]);
            return;
        }

        for (var i = within.First; i < within.End; i++)
        {
            if (!TAlgebra.IsNothing(line[i])) TAlgebra.Add(ref sum[i], TAlgebra.Then(line[i], weight));
        }
    }

    private Span<TValue> LineOf(TValue[] matrix, int state) => matrix.AsSpan(state * width, width);

    private void Touch(int state, bool leaves)
    {
        this.leaves[state] |= leaves;
        if (isTouched[state]) return;
        isTouched[state] = true;
        touched.Add(state);
    }

    /// <summary>The line that will take the place of a state's: what stays there, to begin with.</summary>
    private Span<TValue> Begin(TValue[] matrix, int state)
    {
        var line = LineOf(lines, state);
        if (leaves[state]) line.Fill(TAlgebra.Nothing);
        else LineOf(matrix, state).CopyTo(line);
        return line;
    }

    private void Finish(TValue[] matrix)
    {
        foreach (var state in touched) LineOf(lines, state).CopyTo(LineOf(matrix, state));
        Untouch();
    }

    private void Untouch()
    {
        foreach (var state in touched) (leaves[state], isTouched[state]) = (false, false);
        touched.Clear();
    }
}
