using Cep.Patterns.Agreement;

namespace Cep.Patterns;

/// <summary>Partial matches and matches are saved as the events they took.</summary>
public sealed class SavedMatchTests
{
    private static readonly IReadOnlyList<TakenFormat> Formats = TakenFormat.Of([typeof(Trade), typeof(Letter), typeof(Trade)]);

    /// <summary>A thousand partial matches that begin with the same thousand events.</summary>
    [Fact]
    public void What_partial_matches_share_is_saved_once_and_shared_again()
    {
        var begun = Chain(null, 1000);
        var tails = Enumerable.Range(0, 1000).Select(i => new Link(begun, 1, Event(1000 + i), i % 2 == 0)).ToArray();
        var writer = new StateWriter();
        var links = new LinkWriter(writer, Formats);
        foreach (var tail in tails) links.Write(tail);
        // Two thousand events and links of less than a hundred bytes each; apart from each other they were a million.
        Assert.InRange(writer.Count, 0, 2000 * 100);

        var reader = new LinkReader(new StateReader(writer.Written), Formats);
        var loaded = tails.Select(_ => reader.ReadLink()!).ToArray();
        Assert.All(loaded, tail => Assert.Same(loaded[0].Before, tail.Before));
        Assert.Equal(tails.Select(TextOf), loaded.Select(TextOf));
    }

    [Fact]
    public void An_event_in_two_stages_stays_one_event_of_its_own_type()
    {
        var letter = new Taken<Letter>(7, 70, Causes.Of(5).And(Causes.Of(9)), new Letter(new EventTime(70), Symbol.Of("L"), 'x', 3)) { IsConsumed = true };
        var writer = new StateWriter();
        var links = new LinkWriter(writer, Formats);
        links.Write(letter);
        links.Write(new Link(new Link(null, 0, letter, false), 1, letter, true));
        links.Write((Link?)null);

        var reader = new LinkReader(new StateReader(writer.Written), Formats);
        var taken = Assert.IsType<Taken<Letter>>(reader.ReadEvent());
        var tail = reader.ReadLink()!;
        Assert.Null(reader.ReadLink());
        Assert.Same(taken, tail.Event);
        Assert.Same(taken, tail.FirstEvent);
        Assert.Equal((7L, 70L, letter.Causes, true, letter.Value), (taken.Place, taken.Time, taken.Causes, taken.IsConsumed, taken.Value));
    }

    [Fact]
    public void A_match_comes_back_in_another_process_with_its_symbols_by_name()
    {
        Letter[] letters = [Of("saved-a", 1, 'a'), Of("saved-a", 2, 'b'), Of("saved-a", 3, 'b')];
        var pattern = Pattern.Of<LetterMatch>().Begin(m => m.S0, x => x.Kind == 'a').Next(m => m.S1, x => x.Kind == 'b').Times(2).Consecutive().SkipPastLast();
        var match = PatternRun.Of<Letter, LetterMatch>(letters, stream => stream.Match(pattern)).Single().Value;
        var symbols = new SavedSymbols();
        var writer = new StateWriter(symbols);
        writer.Write(match);

        var there = new SavedSymbols(symbols.Names.Select(name => $"other-{name}"));
        var loaded = new StateReader(writer.Written, there).Read<LetterMatch>();
        Assert.Equal(["other-saved-a", "other-saved-a", "other-saved-a"], loaded.All.Select(x => x.Symbol.Name));
        Assert.Equal([1, 2], loaded.S1.Sequences);
        Assert.Equal((1, 2, 0), (loaded.S0.Count, loaded.S1.Count, loaded.S2.Count));
        Assert.Equal(new EventTime(300), loaded.S1.LastTime);
    }

    [Fact]
    public void A_match_class_that_holds_other_things_is_refused_by_name()
    {
        Assert.Null(StateTypes.WhyNotSaved(typeof(List<TimedOutMatch<LetterMatch>>)));
        Assert.EndsWith(
            "is a stage of a match that holds other things, too; select from the match what is kept", StateTypes.WhyNotSaved(typeof(Named)), StringComparison.Ordinal);
    }

    private static Letter Of(string symbol, int place, char kind) => new(new EventTime(place * 100), Symbol.Of(symbol), kind, place);

    private static Link Chain(Link? before, int count)
    {
        var link = before;
        for (var i = 0; i < count; i++) link = new Link(link, 0, Event(i), false);
        return link!;
    }

    private static Taken Event(int place) => new Taken<Trade>(place, place * 10, Causes.Of(place), new Trade(new EventTime(place * 10), Symbol.Of("T"), place, 1));

    private static string TextOf(Link link) => $"{link.Event.Place} {link.Stage} {link.IsExcluded} {link.Length} {link.FirstEvent.Place} {((Taken<Trade>)link.Event).Value}";

    private sealed class Named
    {
        public string Name { get; init; } = "";

        public Stage<Trade> Stage { get; } = new();
    }
}
