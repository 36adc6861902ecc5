using System.Buffers.Binary;
using System.IO.Hashing;
using Cep.Feeds.Kafka.Tests;
using static Cep.Tests.Make;

namespace Cep.Tests;

/// <summary>
/// Damaged snapshots by the thousand: each is refused as what it is. <c>CEP_FUZZ_CASES</c> says how many,
/// <c>CEP_SEED</c> from which seed on.
/// </summary>
public sealed class DamagedSnapshotTests
{
    private const int HeaderLength = 24;
    private static readonly FeedTiming Timing = new() { DisorderBound = TimeSpan.FromSeconds(3) };
    private readonly Mutations mutations = new(DamagedCases.Seed);

    [Fact]
    public void A_damaged_snapshot_is_refused_by_its_checksum()
    {
        var whole = Enumerable.Range(0, KeyedQueries.All.Length).Select(query => Take(RuleOf(query))).ToList();
        new DamagedCases(20_000).Run("snapshots", i => mutations.Of(whole[i % whole.Count]), (i, bytes) =>
        {
            if (bytes.AsSpan().SequenceEqual(whole[i % whole.Count])) return;
            Assert.Throws<SnapshotException>(() => Snapshot.FromBytes(bytes));
        });
    }

    /// <summary>With a checksum that fits, so that the damage reaches the decoder and the states of all operators.</summary>
    [Fact]
    public void A_snapshot_that_nobody_meant_is_loaded_or_refused()
    {
        var rules = Enumerable.Range(0, KeyedQueries.All.Length).Select(RuleOf).ToList();
        var whole = rules.Select(Take).ToList();
        var feed = new PausingFeed("f", Ticks(), int.MaxValue, 0, true);
        new DamagedCases(6_000).Run("sealed snapshots", i => Seal(mutations.Of(whole[i % whole.Count][HeaderLength..])), (i, bytes) =>
        {
            try
            {
                Load(StateMoveTests.WithProducers(rules[i % rules.Count]), Snapshot.FromBytes(bytes), feed);
            }
            catch (SnapshotException refusal)
            {
                Assert.NotEmpty(refusal.Message);
            }
        });
    }

    /// <summary>Comes to the point where everything is loaded, what a feed holds included, and no further.</summary>
    private static void Load(IReadOnlyList<Rule> rules, Snapshot snapshot, IFeed feed)
    {
        var options = new EngineOptions { ReadAhead = false, Timing = Timing, Start = snapshot };
        using var sequencer = new Sequencer([feed], options, new RunTally(rules), CancellationToken.None);
        using var shards = Shards.Start(rules, options, new RunOutputs(), new RunTally(rules), sequencer);
        sequencer.Next(new Round());
    }

    private static Rule RuleOf(int query) => KeyedQueries.All[query](query % 2 == 0 ? null : TimeSpan.FromSeconds(5));

    private static byte[] Take(Rule rule)
    {
        byte[]? taken = null;
        using var stop = new CancellationTokenSource();
        var options = new EngineOptions { ReadAhead = false, Timing = Timing, OnQuiet = TakeAndStop };
        new Engine(StateMoveTests.WithProducers(rule), options).Run([new PausingFeed("f", Ticks(), 30, 0, true)], new RunOutputs(), stop.Token);
        return taken!;

        void TakeAndStop(QuietPoint point)
        {
            taken = point.TakeSnapshot().ToBytes();
            stop.Cancel();
        }
    }

    private static IEvent[] Ticks()
    {
        var random = new Random(7);
        return [.. Enumerable.Range(0, 40).Select(i => random.Next(3) == 0
            ? (IEvent)Quote("ABC"[random.Next(3)].ToString(), i * 0.5, random.Next(1, 8), random.Next(1, 8))
            : Trade("ABC"[random.Next(3)].ToString(), i * 0.5, random.Next(1, 8)))];
    }

    private static byte[] Seal(byte[] content)
    {
        var bytes = new byte[HeaderLength + content.Length];
        "CEPSNAP1"u8.CopyTo(bytes);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8), XxHash3.HashToUInt64(content));
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), content.Length);
        content.CopyTo(bytes.AsSpan(HeaderLength));
        return bytes;
    }
}
