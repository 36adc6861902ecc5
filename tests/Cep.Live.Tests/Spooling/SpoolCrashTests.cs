using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace Cep.Live.Spooling;

/// <summary>What a kill, a power failure and a bad disk leave behind.</summary>
public sealed class SpoolCrashTests
{
    /// <summary>So that ten entries or so fill a segment.</summary>
    private const int EntryBytes = 700;

    [Fact]
    public void A_kill_at_any_byte_of_the_last_entry_loses_that_entry_alone_and_says_so()
    {
        using var folder = new TempFolder();
        Fill(folder, 3, length: 40);
        var segment = Assert.Single(Directory.GetFiles(folder["spool"], "*.spool"));
        var whole = File.ReadAllBytes(segment);
        var start = whole.Length - ((whole.Length - SpoolSegment.HeadBytes) / 3);
        for (var length = start; length < whole.Length; length++)
        {
            File.WriteAllBytes(segment, whole[..length]);
            using (var spool = Open(folder))
            {
                Assert.Equal(length == start ? 0 : 1, spool.Repairs.Count);
                Assert.Equal(SpoolResult.Taken, spool.Append(Entries.Of(9)));
                Assert.Equal(["1", "2", "9"], Entries.Texts(spool.Read(9)));
            }

            using var again = Open(folder);
            Assert.Empty(again.Repairs);
        }

        Assert.NotEmpty(Directory.GetFiles(folder["spool"], "*.cut"));
    }

    [Fact]
    public void A_kill_while_a_segment_is_begun_loses_nothing()
    {
        using var folder = new TempFolder();
        Fill(folder, 20, EntryBytes);
        for (var length = 0; length < SpoolSegment.HeadBytes; length++)
        {
            File.WriteAllBytes(folder["spool/00000000000000000099.spool"], new byte[length]);
            using var spool = Open(folder);
            Assert.Single(spool.Repairs);
            Assert.Equal(20, spool.Entries);
        }
    }

    [Fact]
    public void Damage_in_a_segment_before_the_last_one_is_no_crash_and_is_refused()
    {
        using var folder = new TempFolder();
        Fill(folder, 30, EntryBytes);
        var segments = Directory.GetFiles(folder["spool"], "*.spool").Order().ToList();
        Assert.True(segments.Count > 2);
        var bytes = File.ReadAllBytes(segments[0]);
        bytes[^20] ^= 1;
        File.WriteAllBytes(segments[0], bytes);
        Assert.Contains($"{segments[0]} is damaged at byte", Assert.Throws<SpoolException>(() => Open(folder)).Message, StringComparison.Ordinal);
        File.Delete(segments[0]);
        Assert.Contains("the spool lacks a segment: positions 1 to ", Assert.Throws<SpoolException>(() => Open(folder)).Message, StringComparison.Ordinal);
    }

    /// <summary>The slots take turns: 0 when the spool is made, 2 in the other one, and 4 over the 0.</summary>
    [Theory]
    [InlineData(0, 2)]
    [InlineData(24, 4)]
    public void A_torn_slot_of_the_position_leaves_the_other_one(int slot, long confirmed)
    {
        using var folder = new TempFolder();
        Fill(folder, 6);
        using (var spool = Open(folder))
        {
            spool.Confirm(2);
            spool.Confirm(4);
        }

        var bytes = File.ReadAllBytes(folder["spool/position"]);
        bytes[slot] ^= 0x55;
        File.WriteAllBytes(folder["spool/position"], bytes);
        using var again = Open(folder);
        Assert.Equal(confirmed, again.Confirmed);
    }

    [Fact]
    public void A_lost_position_begins_with_the_oldest_entry_and_says_so()
    {
        using var folder = new TempFolder();
        Fill(folder, 6);
        using (var spool = Open(folder)) spool.Confirm(2);
        File.WriteAllText(folder["spool/position"], "not a position, but long enough for two slots of it");
        using var again = Open(folder);
        Assert.Contains("readers may see some again", Assert.Single(again.Repairs), StringComparison.Ordinal);
        Assert.Equal(["1", "2", "3", "4", "5", "6"], Entries.Texts(again.Read(9)));
    }

    /// <summary>Against a list: append, read, confirm, rewind and kill in any order.</summary>
    [Fact]
    public void It_is_a_queue_whatever_is_done_and_however_often_it_is_killed()
    {
        Gen.Select(Gen.Int[0, 5], Gen.Int[1, 30]).Array[1, 60].Sample(
            steps =>
            {
                using var folder = new TempFolder();
                var spool = Open(folder);
                var (last, confirmed, read) = (0L, 0L, 0L);
                foreach (var (action, amount) in steps)
                {
                    switch (action)
                    {
                        case 0 or 1:
                            for (var i = 0; i < amount && spool.Append(Entries.Of(last + 1, EntryBytes)) == SpoolResult.Taken; i++) last++;
                            break;
                        case 2:
                            var entries = spool.Read(amount);
                            Assert.Equal(Enumerable.Range(1, entries.Count).Select(number => $"{read + number}"), Entries.Texts(entries));
                            Assert.Equal(Math.Min(amount, last - read), entries.Count);
                            read += entries.Count;
                            break;
                        case 3:
                            confirmed = Math.Min(last, confirmed + amount);
                            read = Math.Max(read, confirmed);
                            spool.Confirm(confirmed);
                            break;
                        case 4:
                            spool.Rewind();
                            read = confirmed;
                            break;
                        default:
                            spool.Dispose();
                            spool = Open(folder);
                            Assert.Empty(spool.Repairs);
                            read = confirmed;
                            break;
                    }

                    Assert.Equal((last - confirmed, confirmed, last), (spool.Entries, spool.Confirmed, spool.Last));
                    Assert.InRange(spool.Bytes, 0, 1 << 16);
                }

                spool.Dispose();
            },
            iter: 60);
    }

    /// <summary>Cut off or changed anywhere: what is read is a run of what was written, or the spool says that it is damaged.</summary>
    [Fact]
    public void Damaged_files_never_give_what_was_not_written()
    {
        Gen.Select(Gen.Int[1, 40], Gen.Int[0, 39], Gen.Double[0, 1], Gen.Double[0, 1], Gen.Bool, Gen.Byte).Sample(
            (count, confirmed, whichFile, where, isCut, mask) =>
            {
                using var folder = new TempFolder();
                Fill(folder, count, EntryBytes);
                using (var spool = Open(folder)) spool.Confirm(Math.Min(confirmed, count));
                var files = Directory.GetFiles(folder["spool"]).Where(path => !path.EndsWith("lock", StringComparison.Ordinal)).Order().ToList();
                Damage(files[(int)(whichFile * (files.Count - 1))], where, isCut, mask);
                try
                {
                    using var spool = Open(folder);
                    var texts = Entries.Texts(spool.Read(100)).Select(long.Parse).ToList();
                    Assert.All(texts.Zip(texts.Skip(1)), pair => Assert.Equal(pair.First + 1, pair.Second));
                    Assert.All(texts, number => Assert.InRange(number, 1, count));
                    Assert.Equal(SpoolResult.Taken, spool.Append(Entries.Of(1000)));
                }
                catch (SpoolException)
                {
                    // It said so.
                }
            },
            iter: 200);
    }

    private static void Damage(string file, double where, bool isCut, byte mask)
    {
        var bytes = File.ReadAllBytes(file);
        var at = (int)(where * (bytes.Length - 1));
        if (bytes.Length == 0) return;
        if (isCut) bytes = bytes[..at];
        else bytes[at] ^= mask;
        File.WriteAllBytes(file, bytes);
    }

    private static void Fill(TempFolder folder, int count, int length = 0)
    {
        using var spool = Open(folder);
        for (var number = 1; number <= count; number++) Assert.Equal(SpoolResult.Taken, spool.Append(Entries.Of(number, length)));
    }

    private static Spool Open(TempFolder folder) => new(new SpoolSettings { Directory = folder["spool"], Size = new(1 << 16) }, new FakeTimeProvider());
}
