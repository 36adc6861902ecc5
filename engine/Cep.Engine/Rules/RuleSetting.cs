namespace Cep;

/// <summary>A value that somebody gave a parameter of a rule.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="Parameter">The parameter's name, in any case.</param>
/// <param name="Value">The value as written.</param>
/// <param name="Origin">Where it was written, such as <c>--set</c> or a file's name.</param>
public sealed record RuleSetting(string Rule, string Parameter, string Value, string Origin)
{
    /// <summary>Reads <c>rule.parameter=value</c>.</summary>
    /// <exception cref="RuleException">The text has another form.</exception>
    public static RuleSetting Parse(string text, string origin)
    {
        ArgumentNullException.ThrowIfNull(text);
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var dot = equals < 0 ? -1 : text.LastIndexOf('.', equals);
        return dot > 0 && dot + 1 < equals
            ? new RuleSetting(text[..dot].Trim(), text[(dot + 1)..equals].Trim(), text[(equals + 1)..].Trim(), origin)
            : throw new RuleException($"'{text}' ({origin}) is no setting; expected rule.parameter=value, such as block-trade.minSize=5000.");
    }
}
