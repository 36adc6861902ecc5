namespace Cep;

/// <summary>Which stage took the last event of the partial matches of a state, where that is one and the same.</summary>
internal static class ReachedStages
{
    private const int Unknown = -1;
    private const int Several = -2;

    /// <summary>The names by the state's number; empty where there are several.</summary>
    public static string[] Of(Automaton automaton)
    {
        var reached = new int[automaton.States.Count];
        Array.Fill(reached, Unknown);

        // A stage goes on over moves that skip; each state changes at most twice, so this comes to an end.
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var state in automaton.States)
            {
                foreach (var move in state.Moves)
                {
                    if (move.Target is { } target) changed |= Note(ref reached[target.Number], move.Kind == MoveKind.Take ? move.Stage : reached[state.Number]);
                }
            }
        }

        return Array.ConvertAll(reached, stage => stage < 0 ? "" : automaton.Plan.StageNames[stage]);
    }

    private static bool Note(ref int reached, int stage)
    {
        if (stage == Unknown || reached == stage || reached == Several) return false;
        reached = reached == Unknown ? stage : Several;
        return true;
    }
}
