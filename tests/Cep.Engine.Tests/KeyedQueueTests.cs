using CsCheck;

namespace Cep.Tests;

public sealed class KeyedQueueTests
{
    /// <summary>Against a list for each key.</summary>
    [Fact]
    public void Values_of_each_key_keep_their_order_whatever_leaves() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 5], Gen.Int[0, 9]).Array[0, 100].Sample(steps =>
        {
            var queue = new KeyedQueue<string>();
            var lists = new List<string>[3].Select(_ => new List<string>()).ToArray();
            queue.Reserve(3);
            foreach (var (key, kind, at) in steps)
            {
                if (kind < 3)
                {
                    queue.Add(key, $"{key}/{lists[key].Count}/{at}");
                    lists[key].Add($"{key}/{lists[key].Count}/{at}");
                }
                else if (kind < 5 && lists[key].Count > 0)
                {
                    queue.Remove(key, Places(queue, key).ElementAt(at % lists[key].Count));
                    lists[key].RemoveAt(at % lists[key].Count);
                }
                else if (kind == 5 && at == 0)
                {
                    queue.Clear(key);
                    lists[key].Clear();
                }

                Assert.Equal(lists.Sum(list => list.Count), queue.Count);
                for (var each = 0; each < 3; each++) Assert.Equal(lists[each], Places(queue, each).Select(place => queue[place]));
            }
        }, iter: 500);

    private static IEnumerable<int> Places(KeyedQueue<string> queue, int key)
    {
        for (var place = queue.FirstOf(key); place != KeyedQueue<string>.None; place = queue.After(place)) yield return place;
    }
}
