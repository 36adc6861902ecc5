using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Cep.Tidy.Law;

/// <summary>The banned symbols as the analyzer reads them, and the libraries in which they must be found.</summary>
internal static class BannedSymbols
{
    public static CSharpCompilation Libraries { get; } = CSharpCompilation.Create(
        "Libraries",
        references: ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)));

    public static IReadOnlyList<(string Id, string Message)> Everywhere { get; } = Read("BannedSymbols.txt");

    public static IReadOnlyList<(string Id, string Message)> InRules { get; } = Read("rules/BannedSymbols.Rules.txt");

    /// <summary>The public types of System.Reactive.</summary>
    public static IEnumerable<INamedTypeSymbol> ReactiveTypes => Libraries.References
        .Select(Libraries.GetAssemblyOrModuleSymbol)
        .OfType<IAssemblySymbol>()
        .Where(assembly => assembly.Name.StartsWith("System.Reactive", StringComparison.Ordinal))
        .SelectMany(assembly => TypesOf(assembly.GlobalNamespace))
        .Where(type => type.DeclaredAccessibility == Accessibility.Public);

    private static IEnumerable<INamedTypeSymbol> TypesOf(INamespaceSymbol space) =>
        space.GetTypeMembers().Concat(space.GetNamespaceMembers().SelectMany(TypesOf));

    private static IReadOnlyList<(string Id, string Message)> Read(string path) =>
        [.. RepositoryFiles.Read(path)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(';', 2))
            .Select(parts => (parts[0], parts.Length > 1 ? parts[1] : ""))];
}
