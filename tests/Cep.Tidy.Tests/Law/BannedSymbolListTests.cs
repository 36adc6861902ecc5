using System.Text.RegularExpressions;
using Cep.Tidy.Style;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace Cep.Tidy.Law;

/// <summary>The analyzer passes over an entry it can't resolve without a word, so the list is checked here.</summary>
public sealed partial class BannedSymbolListTests
{
    private static readonly HashSet<string> Banned = [.. BannedSymbols.Everywhere.Select(entry => entry.Id)];

    [Fact]
    public void Every_entry_names_something_that_exists()
    {
        Violations.None(
            from entry in BannedSymbols.Everywhere.Concat(BannedSymbols.InRules)
            where DocumentationCommentId.GetSymbolsForDeclarationId(entry.Id, BannedSymbols.Libraries).IsEmpty
            select entry.Id,
            "No library has these; mend the documentation id.");
    }

    [Fact]
    public void Every_entry_says_why_and_what_to_use_instead()
    {
        Violations.None(
            from entry in BannedSymbols.Everywhere.Concat(BannedSymbols.InRules)
            where !entry.Message.Contains(": ", StringComparison.Ordinal)
            select entry.Id,
            "Write the reason, a colon and the replacement after the id.");
    }

    [Fact]
    public void No_entry_stands_twice()
    {
        Violations.None(
            BannedSymbols.Everywhere.Concat(BannedSymbols.InRules).GroupBy(entry => entry.Id).Where(same => same.Count() > 1).Select(same => same.Key),
            "Take out the repeats.");
    }

    [Fact]
    public void Every_Rx_operator_that_takes_a_duration_or_a_time_and_no_scheduler_is_banned()
    {
        string[] entrances = ["System.Reactive.Linq.Observable", "System.Reactive.Subjects.ReplaySubject<T>"];
        Violations.None(
            from type in BannedSymbols.ReactiveTypes
            where entrances.Contains(type.ToDisplayString())
            from method in type.GetMembers().OfType<IMethodSymbol>()
            where method is { DeclaredAccessibility: Accessibility.Public, MethodKind: MethodKind.Ordinary or MethodKind.Constructor }
            where method.Parameters.Any(parameter => Mentions(parameter.Type, "TimeSpan", "DateTimeOffset"))
                && !method.Parameters.Any(parameter => Mentions(parameter.Type, "IScheduler"))
            select method.GetDocumentationCommentId() into id
            where !Banned.Contains(id)
            select id,
            "These read the wall clock; add them to BannedSymbols.txt.");
    }

    /// <summary>The other way round: what reads a clock by itself is what could be given one, with a time among its arguments or without.</summary>
    [Fact]
    public void Every_Rx_operator_that_stamps_events_and_has_a_twin_with_a_scheduler_is_banned()
    {
        string[] stamps = ["System.Reactive.Timestamped<", "System.Reactive.TimeInterval<"];
        Violations.None(
            from method in ObservableMethods
            where TwinOf(method) is not null && stamps.Any(stamp => method.ReturnType.ToDisplayString().Contains(stamp, StringComparison.Ordinal))
            select method.GetDocumentationCommentId() into id
            where !Banned.Contains(id)
            select id,
            "These read the wall clock; add them to BannedSymbols.txt.");
    }

    [Fact]
    public void What_can_be_given_the_events_scheduler_says_so_and_nothing_else_does()
    {
        Violations.None(
            from entry in BannedSymbols.Everywhere
            from symbol in DocumentationCommentId.GetSymbolsForDeclarationId(entry.Id, BannedSymbols.Libraries).OfType<IMethodSymbol>()
            where symbol.ContainingNamespace.ToDisplayString().StartsWith("System.Reactive", StringComparison.Ordinal)
            where !entry.Message.Contains("other thread", StringComparison.Ordinal)
            where (TwinOf(symbol) is not null) != entry.Message.Contains("pass events.Scheduler", StringComparison.Ordinal)
            select entry.Id,
            "Say 'pass events.Scheduler' where the library has an overload with an IScheduler in addition, and only there.");
    }

    [Fact]
    public void Every_replacement_that_is_named_exists()
    {
        var known = ObservableMethods.Select(method => method.Name)
            .Concat(BannedSymbols.ReactiveTypes.Select(type => type.Name))
            .Concat(CodeTrees.All<MethodDeclarationSyntax>().Where(method => method.Path.StartsWith("engine/", StringComparison.Ordinal)).Select(method => method.Node.Identifier.Text))
            .Append("Scheduler")
            .ToHashSet();
        Violations.None(
            from entry in BannedSymbols.Everywhere
            where entry.Id.Contains("System.Reactive", StringComparison.Ordinal)
            from Match name in Name().Matches(entry.Message[entry.Message.IndexOf(": ", StringComparison.Ordinal)..])
            where name.Value != "EventStream" && !known.Contains(name.Value)
            select $"{entry.Id}: {name.Value}",
            "There is no such operator to use instead.");
    }

    [Fact]
    public void Every_Rx_operator_that_starts_work_elsewhere_by_itself_is_banned()
    {
        Violations.None(
            from method in ObservableMethods
            where method.Name is "Start" or "ToAsync" || method.Parameters.Any(parameter => Mentions(parameter.Type, "Task"))
            where !method.Parameters.Any(parameter => Mentions(parameter.Type, "IScheduler"))
            select method.GetDocumentationCommentId() into id
            where !Banned.Contains(id)
            select id,
            "These run on another thread; add them to BannedSymbols.txt.");
    }

    [Fact]
    public void Every_Rx_scheduler_that_runs_on_the_wall_clock_is_banned()
    {
        string[] onVirtualTime = ["HistoricalScheduler", "HistoricalSchedulerBase", "VirtualTimeScheduler", "VirtualTimeSchedulerBase", "LocalScheduler"];
        var types = BannedSymbols.ReactiveTypes
            .Where(type => type.TypeKind == TypeKind.Class && !onVirtualTime.Contains(type.Name))
            .ToList();
        var schedulers = types.Where(type => type.AllInterfaces.Any(contract => contract.Name == "IScheduler"));
        var properties = types.Where(type => type.Name == "Scheduler")
            .SelectMany(type => type.GetMembers().OfType<IPropertySymbol>().Where(property => property.IsStatic));
        Violations.None(
            schedulers.Concat<ISymbol>(properties).Select(symbol => symbol.GetDocumentationCommentId()!).Where(id => !Banned.Contains(id)),
            "These run on the wall clock; add them to BannedSymbols.txt.");
    }

    private static IEnumerable<IMethodSymbol> ObservableMethods => BannedSymbols.ReactiveTypes
        .Where(type => type.ToDisplayString() == "System.Reactive.Linq.Observable")
        .SelectMany(type => type.GetMembers().OfType<IMethodSymbol>())
        .Where(method => method.DeclaredAccessibility == Accessibility.Public);

    /// <summary>The overload of a method that takes the same arguments and a scheduler.</summary>
    private static IMethodSymbol? TwinOf(IMethodSymbol method) => method.ContainingType.GetMembers(method.Name)
        .OfType<IMethodSymbol>()
        .FirstOrDefault(other => other.Parameters.Length == method.Parameters.Length + 1 && other.Parameters.Any(parameter => Mentions(parameter.Type, "IScheduler"))
            && TypesOf(other).SequenceEqual(TypesOf(method)));

    private static IEnumerable<string> TypesOf(IMethodSymbol method) =>
        method.Parameters.Where(parameter => !Mentions(parameter.Type, "IScheduler")).Select(parameter => parameter.Type.ToDisplayString());

    [GeneratedRegex(@"\b[A-Z][A-Za-z]+")]
    private static partial Regex Name();

    private static bool Mentions(ITypeSymbol type, params string[] names) =>
        names.Contains(type.Name) || (type is INamedTypeSymbol named && named.TypeArguments.Any(argument => Mentions(argument, names)));
}
