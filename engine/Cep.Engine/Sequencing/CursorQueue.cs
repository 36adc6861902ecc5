namespace Cep;

/// <summary>
/// The open feeds in the order of their next entries: by time, then rank, then the feeds' names. A tree of losers: each
/// inner node keeps who lost there, so when the first has moved on, one comparison a level finds the next.
/// </summary>
/// <remarks>
/// Source: D. E. Knuth, The Art of Computer Programming, volume 3, section 5.4.1. Feeds come and go seldom; the tree is
/// then built anew when it is next looked at.
/// </remarks>
internal sealed class CursorQueue
{
    private readonly List<FeedCursor?> cursors = [];
    private Key[] keys = [];
    private int[] losers = [];
    private int gone;
    private int first;
    private bool isStale;

    /// <summary>How many feeds are open.</summary>
    public int Count => cursors.Count - gone;

    /// <summary>The open feeds in no order.</summary>
    public IEnumerable<FeedCursor> Cursors => cursors.OfType<FeedCursor>();

    /// <summary>The feed whose entry is next; only while there is one.</summary>
    public FeedCursor First
    {
        get
        {
            if (isStale) Build();
            return cursors[first]!;
        }
    }

    /// <summary>The feed whose entry would be next without the first, which lost to nobody else; null when there is none.</summary>
    public FeedCursor? FindSecond()
    {
        if (isStale) Build();
        var second = -1;
        for (var node = (first + cursors.Count) >> 1; node > 0; node >>= 1)
        {
            if (second < 0 || keys[losers[node]].IsBefore(keys[second])) second = losers[node];
        }

        return second < 0 ? null : cursors[second];
    }

    public void Add(FeedCursor cursor)
    {
        cursors.Add(cursor);
        isStale = true;
    }

    /// <summary>Takes a feed out, if it is in. The first leaves a gap that is last in line, until half the tree are gaps.</summary>
    public void Remove(FeedCursor cursor)
    {
        var place = !isStale && Count > 0 && cursors[first] == cursor ? first : cursors.IndexOf(cursor);
        if (place < 0) return;
        cursors[place] = null;
        gone++;
        if (isStale || place != first || gone * 2 >= cursors.Count) isStale = true;
        else Replay(Key.Never);
    }

    public void Clear()
    {
        cursors.Clear();
        gone = 0;
        isStale = true;
    }

    /// <summary>Puts the first where it belongs now that its next entry is another one.</summary>
    public void MoveFirst()
    {
        if (!isStale) Replay(Key.Of(cursors[first]!));
    }

    private void Replay(Key key)
    {
        var winner = first;
        keys[winner] = key;
        for (var node = (winner + cursors.Count) >> 1; node > 0; node >>= 1)
        {
            // Who wins is anybody's guess, so there is no branch on it: where the other one wins the two change places.
            var other = losers[node];
            var change = (winner ^ other) & keys[other].MaskIfBefore(keys[winner]);
            losers[node] = other ^ change;
            winner ^= change;
        }

        first = winner;
    }

    private void Build()
    {
        isStale = false;
        cursors.RemoveAll(static cursor => cursor is null);
        gone = 0;
        if (losers.Length < Count) (losers, keys) = (new int[Count * 2], new Key[Count * 2]);
        for (var i = 0; i < Count; i++) keys[i] = Key.Of(cursors[i]!);
        first = Count > 0 ? WinnerOf(1) : 0;
    }

    /// <summary>Plays out what is below a node; the leaves, one for each feed, follow the inner nodes.</summary>
    private int WinnerOf(int node)
    {
        if (node >= Count) return node - Count;
        var (left, right) = (WinnerOf(2 * node), WinnerOf(2 * node + 1));
        var rightWins = keys[right].IsBefore(keys[left]);
        losers[node] = rightWins ? left : right;
        return rightWins ? right : left;
    }

    /// <param name="Time">Time of a feed's next entry.</param>
    /// <param name="Place">Its rank, then the rank of the feed's name.</param>
    private readonly record struct Key(long Time, long Place)
    {
        /// <summary>Behind all others.</summary>
        public static Key Never => new(long.MaxValue, long.MaxValue);

        public static Key Of(FeedCursor cursor) => new(cursor.HeadTime, ((long)cursor.HeadRank << 32) | (uint)cursor.Order);

        public bool IsBefore(in Key other) => Time < other.Time || (Time == other.Time && Place < other.Place);

        /// <summary>All bits when it is before another, none when not.</summary>
        public int MaskIfBefore(in Key other)
        {
            var isBefore = (Time < other.Time) | ((Time == other.Time) & (Place < other.Place));
            return -(isBefore ? 1 : 0);
        }
    }
}
