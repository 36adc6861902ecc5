namespace Cep.Live;

/// <summary>What is asked for late events: a policy, or a file that takes them in place of the run.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="File">The file; null when there is none.</param>
public sealed record LateChoice(LatenessPolicy Policy, string? File = null)
{
    /// <summary>What may be said.</summary>
    public const string Expected = "drop, adjust, throw, or a file such as late.jsonl";

    /// <summary>Reads a choice. A file has a dot or a slash in its name, so that a misspelt policy does not become one.</summary>
    /// <returns>Null when it is none.</returns>
    public static LateChoice? Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.AsSpan().IndexOfAny('.', '/', '\\') >= 0) return new LateChoice(LatenessPolicy.Drop, text);
        var isPolicy = Enum.TryParse<LatenessPolicy>(text, ignoreCase: true, out var policy) && Enum.IsDefined(policy) && !char.IsAsciiDigit(text[0]);
        return isPolicy ? new LateChoice(policy) : null;
    }

    /// <summary>The choice as it is written.</summary>
    public override string ToString() => File ?? Policy.ToString().ToLowerInvariant();
}
