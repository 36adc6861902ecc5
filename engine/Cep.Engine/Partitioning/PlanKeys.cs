namespace Cep;

/// <summary>By which keys the query of a rule works, as far as that is known of an event before any operator has seen it.</summary>
internal sealed class PlanKeys
{
    private readonly List<(Type Event, Delegate Key)> atInput = [];

    /// <summary>The event types that are given keys as they come in, each with the function; a type may have several.</summary>
    public IReadOnlyList<(Type Event, Delegate Key)> AtInput => atInput;

    /// <summary>Why keys are not known as events come in; null when they are.</summary>
    public string? WhyUnknown { get; private set; }

    /// <summary>A stream is given keys.</summary>
    public void Add<T>(EventStream<T> source, Func<T, Symbol> key)
    {
        if (source.Input == InputKind.Events) atInput.Add((typeof(T), key));
        else WhyUnknown ??= source.Input == InputKind.Computed
            ? "it finds the key in what it has computed; PartitionBy has to stand on an input, behind nothing but Where"
            : $"it finds the key in what other rules derived ({typeof(T).Name})";
    }

    /// <summary>A stream is used by something that keeps the keys it has.</summary>
    public void Use<T>(EventStream<T> stream)
    {
        if (stream.Input == InputKind.Events) WhyUnknown ??= $"it uses {typeof(T).Name} by symbol as well";
        else if (stream.Input == InputKind.Mixed) WhyUnknown ??= $"its {typeof(T).Name} come from the input and from other rules";
    }
}
