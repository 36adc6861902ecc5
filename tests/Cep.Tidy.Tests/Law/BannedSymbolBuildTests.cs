using Xunit;

namespace Cep.Tidy.Law;

/// <summary>A project with a use of banned symbols in each line, built in the rules layer.</summary>
public sealed class BannedSymbolBuildTests(BannedSymbolBuildTests.Build build) : IClassFixture<BannedSymbolBuildTests.Build>
{
    [Theory]
    [InlineData("DateTime.UtcNow")]
    [InlineData("Random.Shared.Next()")]
    [InlineData("new Random()")]
    [InlineData("Guid.NewGuid()")]
    [InlineData("\"a\".GetHashCode()")]
    [InlineData("Observable.Interval(TimeSpan.FromSeconds(1))")]
    [InlineData("numbers.Buffer(TimeSpan.FromSeconds(1))")]
    [InlineData("numbers.Throttle(TimeSpan.FromSeconds(1))")]
    [InlineData("numbers.Timestamp()")]
    [InlineData("numbers.Buffer(TimeSpan.FromSeconds(1), Scheduler.Default)")]
    [InlineData("numbers.ObserveOn(ThreadPoolScheduler.Instance)")]
    [InlineData("numbers.Sample(TimeSpan.FromSeconds(1))")]
    [InlineData("numbers.Delay(TimeSpan.FromSeconds(1))")]
    [InlineData("numbers.Timeout(TimeSpan.FromSeconds(1))")]
    [InlineData("numbers.Window(TimeSpan.FromSeconds(1))")]
    [InlineData("Observable.Timer(TimeSpan.FromSeconds(1))")]
    [InlineData("numbers.SelectMany(async number => await other(number))")]
    [InlineData("Observable.Start(() => 1)")]
    [InlineData("Console.Out")]
    [InlineData("System.IO.File.ReadAllText(\"tape\")")]
    public void A_rule_that_uses_it_does_not_build(string expression)
    {
        Assert.Contains(expression, Build.Expressions);
        var line = Array.IndexOf(Build.Expressions, expression) + Build.LinesBefore + 1;
        Assert.Contains($"Probe.cs({line},", build.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("numbers.Throttle(TimeSpan.FromSeconds(1))", "pass events.Scheduler, or use Absent(duration)")]
    [InlineData("numbers.Sample(TimeSpan.FromSeconds(1))", "pass events.Scheduler, or use Every(period, quietAfter)")]
    [InlineData("numbers.Window(TimeSpan.FromSeconds(1))", "pass events.Scheduler, or use Tumbling(duration)")]
    [InlineData("numbers.Timeout(TimeSpan.FromSeconds(1))", "pass events.Scheduler, or use Timeout(after)")]
    public void The_error_names_the_replacement(string expression, string replacement)
    {
        var line = Array.IndexOf(Build.Expressions, expression) + Build.LinesBefore + 1;
        var error = build.Errors.Split('\n').First(error => error.Contains($"Probe.cs({line},", StringComparison.Ordinal));
        Assert.Contains(replacement, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("numbers.Buffer(2, 1)")]
    [InlineData("numbers.Scan((a, b) => a + b)")]
    [InlineData("new Random(1).Next()")]
    [InlineData("DateTime.UnixEpoch")]
    public void A_rule_that_uses_it_builds(string expression)
    {
        var line = Array.IndexOf(Build.Expressions, expression) + Build.LinesBefore + 1;
        Assert.DoesNotContain($"Probe.cs({line},", build.Errors, StringComparison.Ordinal);
    }

    /// <summary>Builds the project once for all tests of the class.</summary>
    public sealed class Build : IDisposable
    {
        internal const int LinesBefore = 10;

        internal static readonly string[] Expressions =
        [
            "DateTime.UtcNow", "Random.Shared.Next()", "new Random()", "Guid.NewGuid()", "\"a\".GetHashCode()",
            "Observable.Interval(TimeSpan.FromSeconds(1))", "numbers.Buffer(TimeSpan.FromSeconds(1))",
            "numbers.Throttle(TimeSpan.FromSeconds(1))", "numbers.Timestamp()", "numbers.Sample(TimeSpan.FromSeconds(1))",
            "numbers.Delay(TimeSpan.FromSeconds(1))", "numbers.Timeout(TimeSpan.FromSeconds(1))", "numbers.Window(TimeSpan.FromSeconds(1))",
            "Observable.Timer(TimeSpan.FromSeconds(1))", "numbers.SelectMany(async number => await other(number))",
            "numbers.Buffer(TimeSpan.FromSeconds(1), Scheduler.Default)", "numbers.ObserveOn(ThreadPoolScheduler.Instance)",
            "Observable.Start(() => 1)", "Console.Out", "System.IO.File.ReadAllText(\"tape\")",
            "numbers.Buffer(2, 1)", "numbers.Scan((a, b) => a + b)", "new Random(1).Next()", "DateTime.UnixEpoch",
        ];

        private readonly Sdk sdk = new();

        public Build()
        {
            string[] before =
            [
                "using System.Reactive.Concurrency;", "using System.Reactive.Linq;", "namespace Probing;",
                "/// <summary>Uses what rules may and may not use.</summary>", "public static class Probe", "{",
                "    /// <summary>A list of it.</summary>", "    public static object[] Use(IObservable<int> numbers, Func<int, ValueTask<int>> other) =>", "        [", "",
            ];
            var lines = before.Concat(Expressions.Select(expression => $"            {expression},")).Append("        ];").Append("}");
            const string project = "rules/Probe/Probe.csproj";
            sdk.WriteProject(project, [], ["System.Reactive"]);
            sdk.Write("rules/Probe/Probe.cs", string.Join('\n', lines) + "\n");
            var (exitCode, text) = sdk.Run("build", project, "--nologo");
            Assert.NotEqual(0, exitCode);
            var errors = text.Split('\n').Where(line => line.Contains(": error ", StringComparison.Ordinal)).ToList();
            Assert.All(errors, error => Assert.Contains("error RS0030", error, StringComparison.Ordinal));
            Errors = string.Join('\n', errors);
        }

        internal string Errors { get; }

        public void Dispose() => sdk.Dispose();
    }
}
