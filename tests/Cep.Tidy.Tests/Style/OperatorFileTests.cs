using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace Cep.Tidy.Style;

public sealed class OperatorFileTests
{
    [Fact]
    public void An_operator_of_a_stream_lives_in_the_file_of_its_name()
    {
        var operators =
            from type in CodeTrees.All<ClassDeclarationSyntax>()
            where type.Node.Identifier.Text == "EventStream" && type.Path.StartsWith("engine/Cep.Engine/", StringComparison.Ordinal)
            from method in type.Node.Members.OfType<MethodDeclarationSyntax>()
            where method.Modifiers.Any(SyntaxKind.PublicKeyword) && method.ReturnType.ToString() != "IDisposable"
            select (type.Path, Name: method.Identifier.Text);
        var all = operators.ToList();
        Assert.NotEmpty(all);
        Violations.None(
            from entry in all
            where !entry.Name.StartsWith(Path.GetFileNameWithoutExtension(entry.Path), StringComparison.Ordinal)
            select $"{entry.Path}: {entry.Name}",
            "One operator, one file: move it to a file named for it.");
    }
}
