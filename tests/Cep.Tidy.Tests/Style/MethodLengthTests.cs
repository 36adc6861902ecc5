using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace Cep.Tidy.Style;

public sealed class MethodLengthTests
{
    [Fact]
    public void A_method_fits_a_screen()
    {
        var methods = CodeTrees.All<BaseMethodDeclarationSyntax>().Select(entry => (entry.Path, Node: (SyntaxNode)entry.Node))
            .Concat(CodeTrees.All<AccessorDeclarationSyntax>().Select(entry => (entry.Path, Node: (SyntaxNode)entry.Node)))
            .Concat(CodeTrees.All<LocalFunctionStatementSyntax>().Select(entry => (entry.Path, Node: (SyntaxNode)entry.Node)));
        Violations.None(
            from method in methods
            where CodeTrees.LinesOf(method.Node) > 60
            select $"{method.Path}:{CodeTrees.FirstLine(method.Node)}: {CodeTrees.LinesOf(method.Node)} lines",
            "Split these methods; one has at most 60 lines.");
    }

    [Fact]
    public void The_life_of_an_event_fits_one_method_of_50_lines()
    {
        var run = CodeTrees.All<MethodDeclarationSyntax>()
            .Single(entry => entry.Path == "engine/Cep.Engine/Engine.cs" && entry.Node.Identifier.Text == "Run");
        Assert.InRange(CodeTrees.LinesOf(run.Node), 1, 50);
    }
}
