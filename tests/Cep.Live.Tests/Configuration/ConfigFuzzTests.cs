using System.Text;
using CsCheck;

namespace Cep.Live.Configuration;

public sealed class ConfigFuzzTests
{
    /// <summary>As many more as <c>CEP_FUZZ_CASES</c> says.</summary>
    private static readonly int Cases = int.TryParse(Environment.GetEnvironmentVariable("CEP_FUZZ_CASES"), out var cases) ? cases : 2_000;

    private static readonly string Whole = Configs.With("""
        "timing": {"disorderBound": "2s", "late": "drop"}, "spool": {"size": "64MB", "whenFull": "fail"}, "ruleAssemblies": [],
        "kafka2": null, "engine": {"shards": 3}, "output": {"topic": "cep.{rule}"}, "telemetry": {"otlpHeadersFile": "x"}
        """);

    [Fact]
    public void A_mutated_file_is_read_or_refused_with_its_faults()
    {
        using var folder = new TempFolder();
        var whole = Encoding.UTF8.GetBytes(Whole);
        var path = folder["cep.json"];
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Int[0, 20], Gen.Byte.Array[0, 6]).Sample(
            (at, removed, added) =>
            {
                File.WriteAllBytes(path, [.. whole[..at], .. added, .. whole[Math.Min(whole.Length, at + removed)..]]);
                try
                {
                    LiveSettings.Read(ConfigFile.Load(path), Configs.Catalog);
                }
                catch (ConfigException error)
                {
                    Assert.NotEmpty(error.Faults);
                }
            },
            iter: Cases,
            threads: 1);
    }
}
