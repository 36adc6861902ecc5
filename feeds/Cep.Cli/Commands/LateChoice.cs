using System.CommandLine.Parsing;

namespace Cep.Cli;

/// <summary>What <c>--late</c> asks for: a policy, or a file that takes the late events in place of the run.</summary>
internal sealed record LateChoice(LatenessPolicy Policy, string? File = null)
{
    /// <summary>Reads the option. A file has a dot or a slash in its name, so that a misspelt policy does not become one.</summary>
    public static LateChoice Parse(ArgumentResult result)
    {
        var text = result.Tokens.Count == 0 ? "" : result.Tokens[^1].Value;
        if (text.AsSpan().IndexOfAny('.', '/', '\\') >= 0) return new LateChoice(LatenessPolicy.Drop, text);
        if (Enum.TryParse<LatenessPolicy>(text, ignoreCase: true, out var policy) && Enum.IsDefined(policy) && !char.IsAsciiDigit(text[0])) return new LateChoice(policy);
        result.AddError($"--late '{text}' is not allowed; expected drop, adjust, throw, or a file such as late.jsonl");
        return new LateChoice(LatenessPolicy.Drop);
    }
}
