namespace Cep.Live;

/// <summary>
/// The dead letters of a file, of all <c>.jsonl</c> files of a folder, or of a topic (<see cref="DeadLetterTopic"/>), and what
/// became of each.
/// </summary>
/// <remarks>
/// May be read while a live process adds to them. What becomes of dead letters is noted in journals beside them; one process
/// at a time may note. Used by one thread.
/// </remarks>
public sealed class DeadLetterStore
{
    private readonly Dictionary<string, StoredDeadLetter> letters = new(StringComparer.Ordinal);
    private long repeats;
    private long unreadable;

    private readonly Func<IReadOnlyList<StoredDeadLetter>, IDeadLetterNotes> openNotes;

    internal DeadLetterStore(Func<IReadOnlyList<StoredDeadLetter>, IDeadLetterNotes> openNotes)
    {
        this.openNotes = openNotes;
    }

    /// <summary>The dead letters, in the order of the files and lines, without repeats.</summary>
    public IReadOnlyCollection<StoredDeadLetter> Letters => letters.Values;

    /// <summary>How many there are.</summary>
    public DeadLetterCounts Counts => new(
        letters.Values.LongCount(letter => letter.State == DeadLetterState.Open),
        letters.Values.LongCount(letter => letter.State == DeadLetterState.Requeued),
        letters.Values.LongCount(letter => letter.State == DeadLetterState.Discarded),
        repeats,
        unreadable);

    /// <summary>Reads a file or folder.</summary>
    /// <exception cref="FeedException">It is missing or can't be read.</exception>
    public static DeadLetterStore Open(string path)
    {
        var store = new DeadLetterStore(noted => new FileNotes(path, noted));
        try
        {
            foreach (var file in FilesOf(path)) store.Read(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FeedException($"the dead letters in {path} can't be read: {error.Message}", error);
        }

        return store;
    }

    /// <summary>Those that a filter means, in order.</summary>
    public IEnumerable<StoredDeadLetter> Find(DeadLetterFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return letters.Values.Where(filter.Matches);
    }

    /// <summary>
    /// Gives the inputs of dead letters back to a target, and notes it once the target has all of them. A crash in between
    /// leaves them open; <see cref="IRequeueTarget"/> says what keeps that from doubling anything.
    /// </summary>
    /// <param name="chosen">The dead letters; those that are not open are passed over.</param>
    /// <param name="target">Who takes them.</param>
    /// <param name="clock">The clock for the journal.</param>
    /// <returns>How many were given back, and those that could not be, each with why.</returns>
    public (int Requeued, IReadOnlyList<(StoredDeadLetter Letter, string Why)> Refused) Requeue(IEnumerable<StoredDeadLetter> chosen, IRequeueTarget target, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(chosen);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(clock);
        List<StoredDeadLetter> taken = [];
        List<(StoredDeadLetter Letter, string Why)> refused = [];
        foreach (var letter in chosen.Where(letter => letter.State == DeadLetterState.Open).ToList())
        {
            if (target.WhyNot(letter) is { } why) refused.Add((letter, why));
            else taken.Add(letter);
        }

        if (taken.Count == 0) return (0, refused);
        var count = taken.Count;
        using var notes = openNotes(taken);
        Finish(notes, target, taken, clock);
        if (taken.Count == 0) return (count, refused);
        if (target.Mark() is { } mark) notes.Begin(mark);
        foreach (var letter in taken) target.Requeue(letter);
        target.Complete();
        Note(notes, taken, DeadLetterState.Requeued, target.Name, clock);
        return (count, refused);
    }

    /// <summary>Notes what a requeue that was interrupted has given back, and takes it out of what is to be given back now.</summary>
    private void Finish(IDeadLetterNotes notes, IRequeueTarget target, List<StoredDeadLetter> taken, TimeProvider clock)
    {
        if (notes.Unfinished is not { } mark) return;
        var ids = target.TakenSince(mark);
        Note(notes, taken.FindAll(letter => ids.Contains(letter.Id)), DeadLetterState.Requeued, target.Name, clock);
        taken.RemoveAll(letter => ids.Contains(letter.Id));
    }

    /// <summary>Notes that dead letters are not needed; they stay in their files.</summary>
    /// <param name="chosen">The dead letters; those that are not open are passed over.</param>
    /// <param name="clock">The clock for the journal.</param>
    /// <returns>How many.</returns>
    public int Discard(IEnumerable<StoredDeadLetter> chosen, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        var open = chosen.Where(letter => letter.State == DeadLetterState.Open).ToList();
        using var notes = openNotes(open);
        Note(notes, open, DeadLetterState.Discarded, null, clock);
        return open.Count;
    }

    private static IEnumerable<string> FilesOf(string path)
    {
        if (File.Exists(path)) return [path];
        if (!Directory.Exists(path)) throw new FeedException($"there are no dead letters at {path}: no such file or folder.");
        return Directory.GetFiles(path, "*.jsonl").Order(StringComparer.Ordinal);
    }

    private void Read(string file)
    {
        var states = DeadLetterJournal.Read(file);
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        for (long line = 1; reader.ReadLine() is { } text; line++)
        {
            if (text.Length > 0) Add(text, file, line, states);
        }
    }

    /// <summary>Adds what stands at a place.</summary>
    /// <param name="json">The line of a file or the value of a record.</param>
    /// <param name="file">The file, or topic and Kafka partition.</param>
    /// <param name="line">The line or offset there.</param>
    /// <param name="states">What became of dead letters, by their ids.</param>
    internal void Add(string json, string file, long line, IReadOnlyDictionary<string, DeadLetterState> states)
    {
        if (StoredDeadLetter.Parse(json, file, line) is not { } letter) unreadable++;
        else if (!letters.TryAdd(letter.Id, letter with { State = states.GetValueOrDefault(letter.Id) })) repeats++;
    }

    private void Note(IDeadLetterNotes notes, IReadOnlyList<StoredDeadLetter> noted, DeadLetterState state, string? target, TimeProvider clock)
    {
        notes.Write(noted, state, target, clock.GetUtcNow());
        foreach (var letter in noted) letters[letter.Id] = letter with { State = state };
    }
}
