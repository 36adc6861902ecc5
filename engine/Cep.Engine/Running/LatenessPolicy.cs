namespace Cep;

/// <summary>What happens to a late event. Each policy depends on the order within the event's own feed alone, so the result is the same in every run.</summary>
public enum LatenessPolicy
{
    /// <summary>It is counted, told to <see cref="RunOutputs.OnLate"/> and not processed.</summary>
    Drop,

    /// <summary>
    /// It is processed at the time that its feed had reached less the disorder bound, the earliest still possible. What
    /// the event itself says of its time does not change. It is counted and told.
    /// </summary>
    Adjust,

    /// <summary>The run ends with an error that names the event's place.</summary>
    Throw,
}
