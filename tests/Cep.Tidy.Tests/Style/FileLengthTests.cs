using Xunit;

namespace Cep.Tidy;

public sealed class FileLengthTests
{
    private static readonly IReadOnlyList<(string Path, int Lines)> Lengths =
        [.. RepositoryFiles.Code.Select(path => (path, LinesOf(path))).OrderBy(file => file.Item2)];

    [Fact]
    public void No_file_is_longer_than_500_lines()
    {
        Violations.None(
            Lengths.Where(file => file.Lines > 500).Select(file => $"{file.Path}: {file.Lines} lines"),
            "Split these files; a file holds one idea.");
    }

    [Fact]
    public void Nine_files_in_ten_have_250_lines_or_fewer()
    {
        Assert.InRange(At(0.9), 1, 250);
    }

    [Fact]
    public void Half_of_the_files_have_80_lines_or_fewer()
    {
        Assert.InRange(At(0.5), 1, 80);
    }

    private static int At(double quantile) => Lengths[(int)Math.Ceiling(quantile * Lengths.Count) - 1].Lines;

    private static int LinesOf(string path) => RepositoryFiles.Read(path).TrimEnd().Split('\n').Length;
}
