namespace Cep;

/// <summary>The state of an operator that keeps nothing.</summary>
internal readonly struct NoState;
