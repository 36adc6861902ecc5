using System.Collections.Immutable;
using CsCheck;

namespace Cep.Tests;

/// <summary>Whatever an author keeps in a state is saved whole and comes back as it was, or is refused by name.</summary>
public sealed class StateCodecTests
{
    private static readonly Gen<Wallet> Wallets =
        Gen.Select(Gen.Int, Gen.String.Null(), Gen.Double.Array[0, 5], Gen.Long.Nullable(), Gen.Select(Gen.String, Gen.Short).Array[0, 5], (number, text, prices, last, pairs) =>
            new Wallet(number, text)
            {
                Prices = [.. prices],
                Last = last,
                ByName = pairs.DistinctBy(pair => pair.Item1).ToDictionary(pair => pair.Item1, pair => new Coin((byte)pair.Item2, pair.Item2, Side.Sell)),
                Waiting = new Queue<(bool, decimal)>(prices.Select(price => (price > 0, 1.5m))),
                Seen = [.. pairs.Select(pair => pair.Item2)],
                Inner = number % 3 == 0 ? new Wallet(number / 3, "inner") : null,
                Path = [.. prices],
                Symbols = [Symbol.Of("A"), Symbol.Of("B")],
            });

    [Fact]
    public void Objects_come_back_with_all_their_fields() => Wallets.Sample(wallet =>
    {
        var (saved, loaded) = RoundTrip(wallet);
        Assert.Equal(wallet.ToString(), loaded.ToString());
        Assert.Equal(saved, Save(loaded));
        return true;
    }, iter: 2_000);

    [Fact]
    public void A_view_of_a_collection_comes_back_with_the_same_elements()
    {
        var views = new Views([1, 2, 3], new Queue<string>(["a", "b"]), Enumerable.Range(0, 3).Where(i => i != 1));
        var (saved, loaded) = RoundTrip(views);
        Assert.Equal(views.List, loaded.List);
        Assert.Equal(views.Collection, loaded.Collection);
        Assert.Equal(views.Sequence, loaded.Sequence);
        Assert.Equal(saved, Save(loaded));
    }

    [Fact]
    public void Equal_structs_are_equal_bytes_whatever_lay_in_their_gaps()
    {
        var dirty = new Coin[1];
        System.Runtime.InteropServices.MemoryMarshal.AsBytes(dirty.AsSpan()).Fill(0xFF);
        (dirty[0].Kind, dirty[0].Amount, dirty[0].Side) = (1, 2, Side.Sell);
        Assert.Equal(Save(new Coin(1, 2, Side.Sell)), Save(dirty[0]));
        Assert.Equal(1 + 8 + 1, Save(dirty[0]).Length);
    }

    [Fact]
    public void A_struct_of_numbers_without_gaps_is_copied_whole()
    {
        Assert.True(StateCodec<Causes>.IsBlittable);
        Assert.True(StateCodec<CompensatedSum>.IsBlittable);
        Assert.True(StateCodec<Side>.IsBlittable);
        Assert.False(StateCodec<Coin>.IsBlittable);
        Assert.False(StateCodec<Trade>.IsBlittable);
    }

    [Fact]
    public void A_symbol_is_saved_by_name_for_another_process()
    {
        var symbols = new SavedSymbols();
        var writer = new StateWriter(symbols);
        writer.Write(new[] { Symbol.Of("codec-z"), Symbol.Of("codec-a"), Symbol.Of("codec-z") });

        // In the other process the names got other numbers.
        var read = new StateReader(writer.Written, new SavedSymbols(symbols.Names.Select(name => $"other-{name}"))).Read<Symbol[]>();

        Assert.Equal(["other-codec-z", "other-codec-a", "other-codec-z"], read.Select(symbol => symbol.Name));
    }

    [Fact]
    public void Collections_keep_their_order()
    {
        var stack = new Stack<int>([1, 2, 3]);
        var heap = new PriorityQueue<string, int>([("c", 3), ("a", 1), ("b", 2)]);
        Assert.Equal(stack, RoundTrip(stack).Loaded);
        Assert.Equal(heap.UnorderedItems, RoundTrip(heap).Loaded.UnorderedItems);
        Assert.Equal([1, 2], RoundTrip(ImmutableStack.Create(2, 1)).Loaded.ToArray());
        Assert.Equal([2, 1], RoundTrip(ImmutableQueue.Create(2, 1)).Loaded.ToArray());
        Assert.Equal([1, 2], RoundTrip(new SortedSet<int> { 2, 1 }).Loaded);
        Assert.Equal([2, 1], RoundTrip(new LinkedList<int>([2, 1])).Loaded);
        Assert.Equal(2, RoundTrip(ImmutableSortedDictionary.CreateRange([KeyValuePair.Create("x", 2)])).Loaded["x"]);
        Assert.Null(RoundTrip<List<int>?>(null).Loaded);
    }

    [Fact]
    public void An_object_that_holds_itself_is_refused()
    {
        var link = new Link();
        link.Next = new Link { Next = link };
        var fault = Assert.Throws<InvalidOperationException>(() => Save(link));
        Assert.Contains("Link refers back to itself", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_of_a_derived_type_is_refused() =>
        Assert.Contains("Derived in place of a", Assert.Throws<InvalidOperationException>(() => Save<Link>(new Derived())).Message, StringComparison.Ordinal);

    [Fact]
    public void A_comparer_of_ones_own_is_refused()
    {
        Save(new Dictionary<string, int>(StringComparer.Ordinal));
        var fault = Assert.Throws<InvalidOperationException>(() => Save(new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase)));
        Assert.Contains("use keys that compare by themselves", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(Caller), "in the field 'OnDone' of Cep.Tests.StateCodecTests+Caller: System.Action is code, not data")]
    [InlineData(typeof(List<Caller>), "in the field 'OnDone' of Cep.Tests.StateCodecTests+Caller: System.Action is code, not data")]
    [InlineData(typeof(Thread), "System.Threading.Thread is no data of yours and not among the collections that can be saved")]
    [InlineData(typeof(IComparable<int>), "System.IComparable`1[System.Int32] may be anything; keep a value of a type that is known")]
    [InlineData(typeof(int[,]), "System.Int32[,] has several dimensions; keep arrays in arrays")]
    [InlineData(typeof(nint), "System.IntPtr is an address")]
    public void What_can_not_be_saved_is_named(Type type, string reason) => Assert.Equal(reason, StateTypes.WhyNotSaved(type));

    [Fact]
    public void A_plan_says_why_it_can_not_be_saved()
    {
        Assert.Null(PlanOf(trades => trades.Ema(3, trade => trade.Price)).WhyNotSaved);
        Assert.Contains("OnDone", PlanOf(trades => trades.Scan(() => new Caller(), (state, _) => state, _ => 1)).WhyNotSaved, StringComparison.Ordinal);
        Assert.Contains("Rx's Buffer", PlanOf(trades => System.Reactive.Linq.Observable.Buffer(trades, 2)).WhyNotSaved, StringComparison.Ordinal);
    }

    private static RulePlan PlanOf<T>(Func<EventStream<Trade>, IObservable<T>> query) => new ShardPlan([new TestRule<Trade, T>(query)], 0, 1).Rules[0];

    private static byte[] Save<T>(T value)
    {
        var writer = new StateWriter();
        writer.Write(value);
        return writer.Written.ToArray();
    }

    private static (byte[] Saved, T Loaded) RoundTrip<T>(T value)
    {
        var saved = Save(value);
        var reader = new StateReader(saved);
        var loaded = reader.Read<T>();
        Assert.True(reader.IsAtEnd);
        return (saved, loaded);
    }

    internal enum Side : byte
    {
        Buy,
        Sell,
    }

    internal struct Coin(byte kind, int amount, Side side)
    {
        public byte Kind = kind;
        public long Amount = amount;
        public Side Side = side;
    }

    private class Link
    {
        public Link? Next { get; set; }
    }

    private sealed class Derived : Link;

    private sealed class Caller
    {
        public Action? OnDone { get; init; }
    }

    private abstract class Base(int number)
    {
        private readonly int number = number;

        protected int Number => number;
    }

    private sealed class Wallet(int number, string? text) : Base(number)
    {
        private readonly (string?, int) named = (text, number);

        public List<double> Prices { get; init; } = [];

        public long? Last { get; init; }

        public Dictionary<string, Coin> ByName { get; init; } = [];

        public Queue<(bool, decimal)> Waiting { get; init; } = [];

        public HashSet<short> Seen { get; init; } = [];

        public Wallet? Inner { get; init; }

        public ImmutableList<double> Path { get; init; } = [];

        public Symbol[] Symbols { get; init; } = [];

        public override string ToString() => FormattableString.Invariant(
            $"{Number} {named} {Last} {string.Join(',', Prices)} {string.Join(',', ByName.Select(x => (x.Key, x.Value.Kind, x.Value.Amount, x.Value.Side)))} {string.Join(',', Waiting)} {string.Join(',', Seen)} [{Inner}] {string.Join(',', Path)} {string.Join(',', Symbols)}");
    }

    private sealed record Views(IReadOnlyList<int> List, IReadOnlyCollection<string> Collection, IEnumerable<int> Sequence);
}
