namespace Cep.Simulation;

/// <summary>What a drawn rule consumes.</summary>
internal enum RuleInput
{
    Trades,
    Quotes,
    Statuses,
    FoundA,
    FoundB,
    FoundC,
}

/// <summary>A drawn rule.</summary>
internal sealed record RuleCase
{
    /// <summary>Which of the four names it has.</summary>
    public required int Slot { get; init; }

    /// <summary>Which of the three payload types it derives; several rules may derive one.</summary>
    public required int Payload { get; init; }

    /// <summary>One or two, which differ.</summary>
    public required IReadOnlyList<RuleInput> Inputs { get; init; }

    /// <summary>The keyed part of the query; one, or what the first foreign operator takes.</summary>
    public required IReadOnlyList<QueryNode> Roots { get; init; }

    /// <summary>Operators of System.Reactive that follow one after another; mostly none.</summary>
    public IReadOnlyList<ForeignOperator> Foreign { get; init; } = [];

    /// <summary>Faults of a key until it is quarantined; 0 for never.</summary>
    public int FaultLimit { get; init; }

    public string Name => SimulatedRules.Names[Slot];

    public FaultPolicy Policy => FaultLimit == 0 ? FaultPolicy.SkipEvent : FaultPolicy.QuarantineAfter(FaultLimit);

    public override string ToString()
    {
        var query = Roots.Select(root => root.ToString()).ToArray();
        foreach (var operation in Foreign) query = [operation.Describe(query)];
        return $"{Name}({string.Join(", ", Inputs)}) → {SimulatedRules.Payloads[Payload].Name}{(FaultLimit == 0 ? "" : $", quarantine after {FaultLimit}")}: {query[0]}";
    }
}
