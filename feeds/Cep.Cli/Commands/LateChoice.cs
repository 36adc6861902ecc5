using System.CommandLine.Parsing;

namespace Cep.Cli;

/// <summary>What <c>--late</c> asks for: a policy, or a file that takes the late events in place of the run.</summary>
internal sealed record LateChoice(LatenessPolicy Policy, string? File = null)
{
    /// <summary>What may be said.</summary>
    public const string Expected = "drop, adjust, throw, or a file such as late.jsonl";

    /// <summary>Reads a choice. A file has a dot or a slash in its name, so that a misspelt policy does not become one.</summary>
    /// <returns>Null when it is none.</returns>
    public static LateChoice? Of(string text)
    {
        if (text.AsSpan().IndexOfAny('.', '/', '\\') >= 0) return new LateChoice(LatenessPolicy.Drop, text);
        var isPolicy = Enum.TryParse<LatenessPolicy>(text, ignoreCase: true, out var policy) && Enum.IsDefined(policy) && !char.IsAsciiDigit(text[0]);
        return isPolicy ? new LateChoice(policy) : null;
    }

    /// <summary>Reads the option.</summary>
    public static LateChoice Parse(ArgumentResult result)
    {
        var text = result.Tokens.Count == 0 ? "" : result.Tokens[^1].Value;
        if (Of(text) is { } choice) return choice;
        result.AddError($"--late '{text}' is not allowed; expected {Expected}");
        return new LateChoice(LatenessPolicy.Drop);
    }
}
