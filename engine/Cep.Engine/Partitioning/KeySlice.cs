namespace Cep;

/// <summary>A part of the keys that a rule gives its events: a run works on these alone, other runs on the others.</summary>
/// <param name="Number">Which of the slices, from 0. Number 0 also has the events for which there is no key, because the rule's code throws.</param>
/// <param name="Count">How many slices there are; at least 1.</param>
public readonly record struct KeySlice(int Number, int Count)
{
    internal void Validate(string name)
    {
        if (Count < 1 || Number < 0 || Number >= Count) throw new ArgumentOutOfRangeException(name, $"{name} is slice {Number} of {Count}; there is no such slice.");
    }
}
