using System.Globalization;

namespace Cep.Live;

/// <summary>
/// Tells notes, but one that comes again and again only now and then: a client that finds no broker notes each of its tries,
/// some dozens a second. Notes that differ in their numbers alone are the same.
/// </summary>
/// <remarks>Safe on any thread.</remarks>
internal sealed class RepeatedNotes(TimeProvider clock, Action<string> tell)
{
    private const int NotesKept = 1_000;
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);
    private readonly Dictionary<string, (long ToldAt, int Unsaid)> notes = [];
    private readonly Lock gate = new();

    public void Note(string note)
    {
        var kind = string.Concat(note.Where(letter => !char.IsAsciiDigit(letter)));
        int unsaid;
        lock (gate)
        {
            var isKnown = notes.TryGetValue(kind, out var known);
            if (isKnown && clock.GetElapsedTime(known.ToldAt) < Silence)
            {
                notes[kind] = known with { Unsaid = known.Unsaid + 1 };
                return;
            }

            if (notes.Count >= NotesKept) notes.Clear();
            notes[kind] = (clock.GetTimestamp(), 0);
            unsaid = known.Unsaid;
        }

        tell(unsaid == 0 ? note : string.Create(CultureInfo.InvariantCulture, $"{note} (and {unsaid} more like it since it was told last)"));
    }
}
