using System.Globalization;

namespace Cep;

/// <summary>A rule keeps more than its <see cref="StateBudget"/> allows. The message says how much, since when and what to do.</summary>
public sealed class StateBudgetException : Exception
{
    /// <summary>Makes the exception with its message.</summary>
    public StateBudgetException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with its message and what led to it.</summary>
    public StateBudgetException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>Makes the exception without a message of its own.</summary>
    public StateBudgetException()
    {
    }

    internal static StateBudgetException Of(string rule, string what, long held, long allowed, EventTime? oldest, EventTime time)
    {
        var since = oldest is { } earliest ? $", the oldest of it from {earliest}" : "";
        return new StateBudgetException(string.Create(
            CultureInfo.InvariantCulture,
            $"Rule '{rule}' keeps {held:N0} {what} at {time}{since}; its budget allows {allowed:N0}. Let it forget quiet keys sooner (Rule.ForgetQuietKeysAfter), shorten its windows, or raise the budget."));
    }
}
