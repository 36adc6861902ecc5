namespace Cep;

/// <summary>Names the recipients of a derived event, see <see cref="Rule{TIn,TOut}.RecipientsOf"/>.</summary>
internal delegate IReadOnlyList<string> RecipientSelector<TOut>(in TOut derived);
