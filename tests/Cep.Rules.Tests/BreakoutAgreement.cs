namespace Cep.Rules;

/// <summary>Compares what the engine derived with the reference, event by event.</summary>
internal static class BreakoutAgreement
{
    private const double Tolerance = 1e-9;

    public static void Verify(IReadOnlyList<NaiveBreakouts.Breakout> expected, IReadOnlyList<Derived<EmaBreakout>> actual, TimeSpan window)
    {
        var inOrder = expected.OrderBy(breakout => breakout.End).ThenBy(breakout => breakout.Symbol, StringComparer.Ordinal).ToList();
        Assert.Equal(inOrder.Select(breakout => (breakout.Symbol, breakout.End)), actual.Select(derived => (derived.Key, derived.Time)));
        foreach (var (wanted, derived) in inOrder.Zip(actual))
        {
            var found = derived.Payload;
            Assert.Equal(wanted.Direction, found.Direction);
            Assert.Equal((double)wanted.Fast, found.EmaFast, Tolerance);
            Assert.Equal((double)wanted.Slow, found.EmaSlow, Tolerance);
            Assert.Equal((double)wanted.Close, found.Close, Tolerance);
            Assert.Equal(wanted.End, found.WindowEnd);
            Assert.Equal(wanted.End - window, found.WindowStart);
            Assert.Equal(wanted.LastBreakouts, found.LastBreakouts);
            Assert.Equal(wanted.Count, found.WindowCount);
        }
    }
}
