using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace Cep.Tidy.Style;

public sealed class NamesTests
{
    private static readonly string[] Drawers = ["Util", "Utils", "Utilities", "Common", "Helper", "Helpers", "Extensions", "Misc", "Shared", "Stuff"];

    [Fact]
    public void No_file_or_folder_is_a_drawer()
    {
        Violations.None(
            from path in RepositoryFiles.All
            where path.Split('/', '.').Any(part => Drawers.Any(drawer => part.EndsWith(drawer, StringComparison.Ordinal)))
            select path,
            "Name a file for the one idea it holds.");
    }

    [Fact]
    public void No_type_is_a_drawer()
    {
        Violations.None(
            from type in CodeTrees.All<BaseTypeDeclarationSyntax>()
            let name = type.Node.Identifier.Text
            where Drawers.Any(drawer => name.EndsWith(drawer, StringComparison.Ordinal))
            select $"{type.Path}:{CodeTrees.FirstLine(type.Node)}: {name}",
            "Name a type for the one idea it holds.");
    }

    [Fact]
    public void A_public_type_of_the_shipped_layers_lives_in_a_file_that_bears_its_name_or_that_of_its_operator()
    {
        Violations.None(
            from path in RepositoryFiles.Code
            where RepositoryFiles.Layer(path) is "engine" or "rules" or "feeds" or "live"
            let name = Path.GetFileNameWithoutExtension(path).Split('{')[0]
            where name is not ("Program" or "AssemblyInfo") && !Declares(path, name)
            select path,
            "Name the file for the type or the operator that it declares.");
    }

    private static bool Declares(string path, string name)
    {
        var nodes = CodeTrees.Of(path).DescendantNodes().ToList();
        return nodes.OfType<BaseTypeDeclarationSyntax>().Any(type => type.Identifier.Text.StartsWith(name, StringComparison.Ordinal))
            || nodes.OfType<DelegateDeclarationSyntax>().Any(type => type.Identifier.Text == name)
            || nodes.OfType<BaseTypeDeclarationSyntax>().Any(type => name.StartsWith(type.Identifier.Text, StringComparison.Ordinal))
            || nodes.OfType<MethodDeclarationSyntax>().Any(method => method.Identifier.Text.StartsWith(name, StringComparison.Ordinal));
    }
}
