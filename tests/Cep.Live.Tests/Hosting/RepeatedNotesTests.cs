using Microsoft.Extensions.Time.Testing;

namespace Cep.Live.Hosting;

public sealed class RepeatedNotesTests
{
    private readonly FakeTimeProvider clock = new();
    private readonly List<string> told = [];

    [Fact]
    public void What_repeats_is_told_again_after_a_while_with_how_often_it_came()
    {
        var notes = new RepeatedNotes(clock, told.Add);
        for (var second = 0; second < 45; second++)
        {
            notes.Note($"no broker after {second} ms");
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(["no broker after 0 ms", "no broker after 30 ms (and 29 more like it since it was told last)"], told);
    }

    [Fact]
    public void What_differs_is_told_at_once()
    {
        var notes = new RepeatedNotes(clock, told.Add);
        notes.Note("no broker");
        notes.Note("another thing");
        notes.Note("no broker");
        Assert.Equal(["no broker", "another thing"], told);
    }
}
