namespace Cep.Patterns.Conformance;

internal enum OutcomeKind
{
    Passed,
    Failed,
    Unsupported,
}

/// <summary>How a case went.</summary>
internal readonly record struct Outcome(OutcomeKind Kind, string Detail)
{
    public static readonly Outcome Passed = new(OutcomeKind.Passed, "");

    public static Outcome Failed(string detail) => new(OutcomeKind.Failed, detail);

    public static Outcome Unsupported(string reason) => new(OutcomeKind.Unsupported, reason);
}

/// <summary>One fact: an input, a pattern and what must be found.</summary>
internal abstract class ConformanceCase(string id)
{
    public string Id => id;

    /// <summary>Runs the case; what it throws is a failure.</summary>
    public Outcome Run()
    {
        try
        {
            return Compare();
        }
        catch (NotSupportedException missing)
        {
            return Outcome.Unsupported(missing.Message);
        }
        catch (Exception fault)
        {
            return Outcome.Failed(fault.ToString());
        }
    }

    protected abstract Outcome Compare();
}
