using BenchmarkDotNet.Attributes;

namespace Cep.Benchmarks;

/// <summary>Event times from and to text.</summary>
[MemoryDiagnoser]
public class EventTimeBenchmarks
{
    private readonly string text = "2021-11-08T08:15:30.123456789Z";
    private EventTime time;

    /// <summary>A time for <see cref="Format"/>.</summary>
    [GlobalSetup]
    public void Prepare() => Parse();

    /// <summary>Nine decimals.</summary>
    [Benchmark]
    public bool Parse() => EventTime.TryParse(text, out time);

    /// <summary>Allocates the string and nothing else.</summary>
    [Benchmark]
    public string Format() => time.ToString();
}
