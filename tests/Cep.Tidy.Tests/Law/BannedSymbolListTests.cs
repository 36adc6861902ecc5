using Microsoft.CodeAnalysis;
using Xunit;

namespace Cep.Tidy.Law;

/// <summary>The analyzer passes over an entry it can't resolve without a word, so the list is checked here.</summary>
public sealed class BannedSymbolListTests
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

    [Fact]
    public void Every_Rx_operator_that_starts_work_elsewhere_by_itself_is_banned()
    {
        Violations.None(
            from type in BannedSymbols.ReactiveTypes
            where type.ToDisplayString() == "System.Reactive.Linq.Observable"
            from method in type.GetMembers().OfType<IMethodSymbol>()
            where method.Name is "Start" or "ToAsync" && !method.Parameters.Any(parameter => Mentions(parameter.Type, "IScheduler"))
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

    private static bool Mentions(ITypeSymbol type, params string[] names) =>
        names.Contains(type.Name) || (type is INamedTypeSymbol named && named.TypeArguments.Any(argument => Mentions(argument, names)));
}
