using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace Cep.Live.Spooling;

public sealed class SpoolTests
{
    [Fact]
    public void Entries_come_back_as_they_were_and_in_order()
    {
        using var folder = new TempFolder();
        var clock = new FakeTimeProvider();
        using var spool = Open(folder, clock);
        var full = new SpoolEntry("cep.derived", "ACME"u8.ToArray(), [new("ce_id", "1"u8.ToArray()), new("empty", []), new("none", null)], "{}"u8.ToArray());
        Assert.Equal(SpoolResult.Taken, spool.Append(full));
        Assert.Equal(SpoolResult.Taken, spool.Append(new SpoolEntry("t", null, [], null)));
        var read = spool.Read(10);
        Assert.Equal([1, 2], read.Select(entry => entry.Position));
        Assert.Equal(clock.GetUtcNow(), read[0].Time);
        Entries.AssertSame(full, read[0]);
        Assert.Null(read[1].Key);
        Assert.Null(read[1].Value);
        Assert.Empty(spool.Read(10));
    }

    [Fact]
    public void What_was_read_and_not_confirmed_is_read_again()
    {
        using var folder = new TempFolder();
        using (var spool = Open(folder))
        {
            foreach (var number in Enumerable.Range(1, 5)) spool.Append(Entries.Of(number));
            Assert.Equal(["1", "2", "3"], Entries.Texts(spool.Read(3)));
            spool.Confirm(1);
            spool.Rewind();
            Assert.Equal(["2", "3"], Entries.Texts(spool.Read(2)));
        }

        using var again = Open(folder);
        Assert.Empty(again.Repairs);
        Assert.Equal((4, 1, 5), (again.Entries, again.Confirmed, again.Last));
        Assert.Equal(["2", "3", "4", "5"], Entries.Texts(again.Read(10)));
        again.Confirm(5);
        Assert.Equal((0, 0), (again.Entries, again.Bytes));
    }

    [Fact]
    public void Positions_go_on_after_all_was_drained_and_the_spool_was_opened_again()
    {
        using var folder = new TempFolder();
        using (var spool = Open(folder))
        {
            spool.Append(Entries.Of(1));
            spool.Confirm(1);
        }

        using var again = Open(folder);
        again.Append(Entries.Of(2));
        Assert.Equal(2, Assert.Single(again.Read(9)).Position);
    }

    [Fact]
    public void A_position_that_was_kept_elsewhere_is_confirmed_without_reading()
    {
        using var folder = new TempFolder();
        using (var spool = Open(folder))
        {
            foreach (var number in Enumerable.Range(1, 5)) spool.Append(Entries.Of(number));
        }

        using var again = Open(folder);
        again.Confirm(3);
        Assert.Equal(["4", "5"], Entries.Texts(again.Read(10)));
        Assert.Throws<ArgumentOutOfRangeException>(() => again.Confirm(6));
    }

    [Fact]
    public void The_age_is_that_of_the_oldest_entry_that_was_not_confirmed()
    {
        using var folder = new TempFolder();
        var clock = new FakeTimeProvider();
        using var spool = Open(folder, clock);
        Assert.Equal(TimeSpan.Zero, spool.OldestAge);
        spool.Append(Entries.Of(1));
        clock.Advance(TimeSpan.FromSeconds(10));
        spool.Append(Entries.Of(2));
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(TimeSpan.FromSeconds(15), spool.OldestAge);
        spool.Confirm(1);
        Assert.Equal(TimeSpan.FromSeconds(5), spool.OldestAge);
        spool.Confirm(2);
        Assert.Equal(TimeSpan.Zero, spool.OldestAge);
    }

    [Fact]
    public void A_full_spool_refuses_until_entries_were_confirmed()
    {
        using var folder = new TempFolder();
        using var spool = Open(folder);
        long taken = 0;
        while (spool.Append(Entries.Of(taken, 1000)) == SpoolResult.Taken) taken++;
        Assert.InRange(spool.Bytes, 1, 1 << 16);
        Assert.InRange(taken, 50, 65);
        spool.Confirm(taken / 2);
        Assert.Equal(SpoolResult.Taken, spool.Append(Entries.Of(taken, 1000)));
        Assert.Equal(Enumerable.Range((int)(taken / 2), (int)(taken - (taken / 2) + 1)).Select(number => $"{number}"), Entries.Texts(spool.Read(1000)));
        Assert.Equal(0, spool.Dropped);
    }

    [Fact]
    public void A_full_spool_drops_and_counts_or_fails_where_that_was_asked_for()
    {
        using var folder = new TempFolder();
        using (var spool = new Spool(new SpoolSettings { Directory = folder["spool"], Size = new(1 << 16), WhenFull = SpoolFullAction.DropNewest }, new FakeTimeProvider()))
        {
            for (var i = 0; i < 100; i++) Assert.NotEqual(SpoolResult.Full, spool.Append(Entries.Of(i, 1000)));
            Assert.Equal(100, spool.Entries + spool.Dropped);
            Assert.True(spool.Dropped > 0);
        }

        using var failing = new Spool(new SpoolSettings { Directory = folder["spool"], Size = new(1 << 16), WhenFull = SpoolFullAction.Fail }, new FakeTimeProvider());
        var error = Assert.Throws<SpoolException>(() => failing.Append(Entries.Of(1, 8000)));
        Assert.Contains("is full (64KB), and spool.whenFull is fail", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_entry_that_never_fits_is_refused_at_once()
    {
        using var folder = new TempFolder();
        using var spool = Open(folder);
        Assert.Contains("more than the whole spool may take (64KB)", Assert.Throws<SpoolException>(() => spool.Append(Entries.Of(1, 1 << 17))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_processes_cannot_share_a_spool()
    {
        using var folder = new TempFolder();
        using var spool = Open(folder);
        Assert.Contains("Another process may be using it", Assert.Throws<SpoolException>(() => Open(folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_closed_spool_tells_of_itself_stays_as_it_was()
    {
        using var folder = new TempFolder();
        var clock = new FakeTimeProvider();
        var spool = Open(folder, clock);
        spool.Append(Entries.Of(1));
        spool.Append(Entries.Of(2));
        spool.Confirm(1);
        var bytes = spool.Bytes;
        clock.Advance(TimeSpan.FromSeconds(3));
        spool.Dispose();
        spool.Dispose();
        Assert.Equal((1, 1, 2, 0, 2, bytes), (spool.Entries, spool.Confirmed, spool.Last, spool.Dropped, spool.Given, spool.Bytes));
        Assert.Equal(TimeSpan.Zero, spool.OldestAge);
    }

    [Fact]
    public void How_much_it_was_given_counts_what_was_dropped_before_its_last_entry()
    {
        using var folder = new TempFolder();
        var settings = new SpoolSettings { Directory = folder["spool"], Size = new(1 << 16), WhenFull = SpoolFullAction.DropNewest };
        long taken = 0;
        using (var spool = new Spool(settings, new FakeTimeProvider()))
        {
            while (spool.Append(Entries.Of(0, 7000)) == SpoolResult.Taken) taken++;
            Assert.Equal(SpoolResult.Dropped, spool.Append(Entries.Of(0, 7000)));
            spool.Confirm(taken);
            Assert.Equal((2, taken), (spool.Dropped, spool.Given));
            Assert.Equal(SpoolResult.Taken, spool.Append(Entries.Of(0, 7000)));
            Assert.Equal(taken + 3, spool.Given);
        }

        using var again = new Spool(settings, new FakeTimeProvider());
        Assert.Equal((2, taken + 1, taken + 3), (again.Dropped, again.Last, again.Given));
        again.Confirm(again.Last);
        again.Dispose();
        using var drained = new Spool(settings, new FakeTimeProvider());
        Assert.Equal(taken + 3, drained.Given);
    }

    private static Spool Open(TempFolder folder, TimeProvider? clock = null) =>
        new(new SpoolSettings { Directory = folder["spool"], Size = new(1 << 16) }, clock ?? new FakeTimeProvider());
}
