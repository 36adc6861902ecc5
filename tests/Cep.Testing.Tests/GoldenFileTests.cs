namespace Cep.Testing;

public sealed class GoldenFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("cep-golden-").FullName;

    private string GoldenPath => Path.Combine(folder, "sample.jsonl");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_lines_of_the_file_pass()
    {
        File.WriteAllText(GoldenPath, "one\ntwo\n");

        new GoldenFile(GoldenPath, NoEnvironment).Check(["one", "two"]);
    }

    [Fact]
    public void A_difference_is_told_with_counts_hashes_and_the_first_line_that_differs()
    {
        File.WriteAllText(GoldenPath, "one\ntwo\n");

        var fault = Assert.Throws<XunitException>(() => new GoldenFile(GoldenPath, NoEnvironment).Check(["one", "TWO", "three"]));

        // The hashes are those of printf 'one\ntwo\n' | sha256sum and printf 'one\nTWO\nthree\n' | sha256sum.
        Assert.Equal(
            """
            The output is not that of the golden file sample.jsonl.
              expected  2 lines, SHA-256 c3f9c8c283a2b1f2f1896f27a01cbe3cddc0c9d93f752e4639035a0f5b36f6e8
              actual    3 lines, SHA-256 b2ef07f1e2b1b58edd8a1b35c5472177f5f1fa1ff74cad1c04cc776029511139
            The first difference is in line 2:
              expected  two
              actual    TWO
            If the new output is right, run the test with CEP_REWRITE_GOLDEN=1 and keep the changed file.
            """.ReplaceLineEndings("\n"),
            fault.Message);
    }

    [Fact]
    public void A_file_that_is_not_there_fails_and_says_how_to_make_it()
    {
        var fault = Assert.Throws<XunitException>(() => new GoldenFile(GoldenPath, NoEnvironment).Check([]));

        Assert.Equal($"There is no golden file '{GoldenPath}'. Run the test with CEP_REWRITE_GOLDEN=1 to write it, then check every line of it.", fault.Message);
    }

    [Fact]
    public void On_request_the_file_is_written_anew()
    {
        new GoldenFile(GoldenPath, name => name == "CEP_REWRITE_GOLDEN" ? "1" : null).Check(["one", "two"]);

        Assert.Equal("one\ntwo\n", File.ReadAllText(GoldenPath));
    }

    [Fact]
    public void The_request_is_refused_in_continuous_integration()
    {
        var golden = new GoldenFile(GoldenPath, name => name == "CI" ? "true" : "1");

        var fault = Assert.Throws<XunitException>(() => golden.Check(["one"]));

        Assert.StartsWith("CEP_REWRITE_GOLDEN=1 is refused where CI=true", fault.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(GoldenPath));
    }

    private static string? NoEnvironment(string name) => null;
}
