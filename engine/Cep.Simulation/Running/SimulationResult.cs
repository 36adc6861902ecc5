namespace Cep.Simulation;

/// <summary>What a simulation came to.</summary>
/// <param name="Passed">How many cases passed.</param>
/// <param name="Coverage">What was in the cases.</param>
/// <param name="Failure">The case that failed, null when all passed.</param>
public sealed record SimulationResult(long Passed, SimulationCoverage Coverage, SimulationFailure? Failure);

/// <summary>A case in which engine and reference differ, made as small as could be.</summary>
/// <param name="Seed">The seed of the case as it was drawn.</param>
/// <param name="Listing">Its rules, settings and feeds, made smaller.</param>
/// <param name="Difference">The first difference.</param>
public sealed record SimulationFailure(ulong Seed, string Listing, string Difference)
{
    /// <summary>All of it, with the command that shows it again.</summary>
    public override string ToString() => 
        $"Seed {Seed} fails. To see it again:\n  ./cep simulate --seed {Seed}\n  CEP_SEED={Seed} CEP_RUNS=1 dotnet test -c Release --project tests/Cep.Simulation.Tests\n\nMade smaller:\n\n{Listing}\n{Difference}\n";
}
