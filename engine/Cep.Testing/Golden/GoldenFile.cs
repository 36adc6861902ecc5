using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Xunit.Sdk;

namespace Cep.Testing;

/// <summary>
/// Expected output, kept as a file of JSON Lines that a person has checked. To have the files written anew from the actual
/// output, run the tests with the environment variable <c>CEP_REWRITE_GOLDEN=1</c> and read the difference before you keep
/// it. Where <c>CI=true</c> this is refused: there nobody reads the difference.
/// </summary>
public sealed class GoldenFile
{
    private readonly string path;
    private readonly Func<string, string?> environment;

    /// <summary>Names the file.</summary>
    public GoldenFile(string path)
        : this(path, Environment.GetEnvironmentVariable)
    {
    }

    internal GoldenFile(string path, Func<string, string?> environment)
    {
        this.path = path;
        this.environment = environment;
    }

    /// <summary>Fails unless the lines are those of the file.</summary>
    /// <exception cref="XunitException">They differ, there is no such file, or it was to be written anew where <c>CI=true</c>.</exception>
    public void Check(IReadOnlyList<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        if (environment("CEP_REWRITE_GOLDEN") == "1")
        {
            Rewrite(lines);
            return;
        }

        var name = Path.GetFileName(path);
        if (!File.Exists(path))
        {
            throw new XunitException($"There is no golden file '{path}'. Run the test with CEP_REWRITE_GOLDEN=1 to write it, then check every line of it.");
        }

        var expected = File.ReadAllLines(path);
        if (expected.SequenceEqual(lines, StringComparer.Ordinal)) return;
        throw new XunitException(Describe(name, expected, lines));
    }

    private void Rewrite(IReadOnlyList<string> lines)
    {
        if (string.Equals(environment("CI"), "true", StringComparison.OrdinalIgnoreCase))
        {
            throw new XunitException("CEP_REWRITE_GOLDEN=1 is refused where CI=true: golden files are rewritten where somebody reads the difference.");
        }

        File.WriteAllText(path, Join(lines));
    }

    private static string Describe(string name, string[] expected, IReadOnlyList<string> actual)
    {
        var first = 0;
        while (first < expected.Length && first < actual.Count && expected[first] == actual[first]) first++;
        return string.Create(CultureInfo.InvariantCulture, $"""
            The output is not that of the golden file {name}.
              expected  {expected.Length} lines, SHA-256 {HashOf(expected)}
              actual    {actual.Count} lines, SHA-256 {HashOf(actual)}
            The first difference is in line {first + 1}:
              expected  {(first < expected.Length ? expected[first] : "nothing")}
              actual    {(first < actual.Count ? actual[first] : "nothing")}
            If the new output is right, run the test with CEP_REWRITE_GOLDEN=1 and keep the changed file.
            """);
    }

    private static string HashOf(IEnumerable<string> lines) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Join(lines))));

    private static string Join(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));
}
