using System.Reflection;

namespace Cep;

/// <summary>The members of a match class that name its stages.</summary>
internal sealed class MatchShape<TMatch>
    where TMatch : class, new()
{
    private readonly Func<TMatch, MatchMember>[] getters;
    private readonly TMatch template;

    public MatchShape()
    {
        var properties = typeof(TMatch).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.PropertyType.IsAssignableTo(typeof(MatchMember)))
            .OrderBy(property => property.MetadataToken)
            .ToArray();
        if (properties.Length == 0) throw Unfit("has no stage; give it members such as 'public Stage<Trade> Falls { get; } = new();'");
        Names = Array.ConvertAll(properties, property => property.Name);
        getters = Array.ConvertAll(properties, property => property.GetMethod!.CreateDelegate<Func<TMatch, MatchMember>>());
        template = Bind(new MatchCursor());
    }

    /// <summary>The names of the members, by number.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The members with the types of their events.</summary>
    public IEnumerable<(string Name, Type EventType)> Types => getters.Select((getter, i) => (Names[i], getter(template).EventType));

    /// <summary>A match object that shows what a cursor points at.</summary>
    public TMatch Bind(MatchCursor cursor)
    {
        var match = new TMatch();
        for (var i = 0; i < getters.Length; i++)
        {
            var member = getters[i](match) ?? throw Unfit($"leaves '{Names[i]}' null; write '{{ get; }} = new();'");
            member.Bind(Names[i], i, cursor);
        }

        return match;
    }

    /// <summary>The newest event that a match object shows; null when it shows none.</summary>
    public Link? TailOf(TMatch match) => getters[0](match).Tail;

    /// <summary>The number of the stage that a selector names.</summary>
    public int NumberOf<T>(Func<TMatch, Stage<T>> stage)
    {
        ArgumentNullException.ThrowIfNull(stage);
        var named = stage(template);
        return named is { Number: >= 0 } && ReferenceEquals(getters[named.Number](template), named)
            ? named.Number
            : throw new ArgumentException($"The stage must be a member of {typeof(TMatch).Name}, such as 'm => m.{Names[0]}'.", nameof(stage));
    }

    private static ArgumentException Unfit(string why) => new($"{typeof(TMatch).Name} can't be the class of a match: it {why}.");
}
