namespace Cep.Throughput;

/// <summary>Works through the first events of a tape and says what it found.</summary>
public delegate Answer Pass(int events);

/// <summary>Two ways to one answer: the engine's and a hand-written loop's.</summary>
/// <param name="Name">Names the line in reports and in budgets.json.</param>
/// <param name="Events">How many events a pass works through.</param>
/// <param name="Loop">The hand-written loop.</param>
/// <param name="Engine">The same through the engine.</param>
public sealed record Comparison(string Name, int Events, Pass Loop, Pass Engine);
