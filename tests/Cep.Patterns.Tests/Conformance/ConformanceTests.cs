namespace Cep.Patterns.Conformance;

/// <summary>
/// Facts from the test suites of other pattern engines: input, pattern, exact matches. Each is built through the public
/// language and run by every matcher. CEP_CONFORMANCE names a further directory of such files.
/// </summary>
public sealed class ConformanceTests
{
    [Fact]
    public void Every_case_gives_the_matches_that_its_source_states()
    {
        var files = ConformanceFiles.All();
        Assert.SkipWhen(files.Count == 0, "There are no cases: neither ../shared/conformance beside the repository nor a directory in CEP_CONFORMANCE.");
        var failures = new List<string>();
        foreach (var file in files)
        {
            var outcomes = ConformanceFiles.Read(file).Select(fact => (fact.Id, Outcome: fact.Run())).ToList();
            var failed = outcomes.Where(x => x.Outcome.Kind == OutcomeKind.Failed).ToList();
            var unsupported = outcomes.Where(x => x.Outcome.Kind == OutcomeKind.Unsupported).ToList();
            Print($"{Path.GetFileName(file)}: {outcomes.Count - failed.Count - unsupported.Count} passed, {failed.Count} failed, {unsupported.Count} unsupported");
            foreach (var reason in unsupported.GroupBy(x => x.Outcome.Detail)) Print($"  unsupported, {reason.Key}: {string.Join(", ", reason.Select(x => x.Id))}");
            failures.AddRange(failed.Select(x => $"{x.Id}: {x.Outcome.Detail}"));
        }

        Assert.True(failures.Count == 0, string.Join(Environment.NewLine, failures));
    }

    private static void Print(string line)
    {
        Console.WriteLine(line);
        TestContext.Current.SendDiagnosticMessage("{0}", line);
    }
}
