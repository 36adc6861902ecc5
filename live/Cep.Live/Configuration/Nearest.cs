namespace Cep.Live;

/// <summary>Finds the word that somebody may have meant.</summary>
/// <remarks>Safe on any thread.</remarks>
public static class Nearest
{
    /// <summary>The candidate with the fewest edits, or null when none comes near.</summary>
    public static string? To(string word, IEnumerable<string> candidates)
    {
        var most = Math.Max(1, word.Length / 3);
        return candidates
            .Select(candidate => (candidate, edits: EditsBetween(word, candidate)))
            .Where(entry => entry.edits <= most)
            .OrderBy(entry => entry.edits)
            .ThenBy(entry => entry.candidate, StringComparer.Ordinal)
            .Select(entry => entry.candidate)
            .FirstOrDefault();
    }

    /// <summary>How many letters to insert, remove or replace, case aside (Levenshtein).</summary>
    private static int EditsBetween(string left, string right)
    {
        var row = new int[right.Length + 1];
        for (var j = 0; j < row.Length; j++) row[j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j < row.Length; j++)
            {
                var same = char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1]);
                var replaced = diagonal + (same ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
