using System.Text.Json;
using Xunit.Sdk;

namespace Cep.Testing;

public sealed partial class RuleRun
{
    /// <summary>
    /// Fails unless the run derived just these events with a payload of type <typeparamref name="T"/>; those of other
    /// types don't matter. Payloads are compared as they would be written, so lists in them are compared by content.
    /// </summary>
    /// <param name="expected">Key, time (of the tape's day, or a full ISO 8601 time) and payload; those of one key and time in their order.</param>
    /// <exception cref="XunitException">They differ; the message shows both on one ruler of time and lists the differences.</exception>
    public void ShouldDerive<T>(params IReadOnlyList<(string Key, string Time, T Payload)> expected)
    {
        ArgumentNullException.ThrowIfNull(expected);
        Compare(expected.Select(wanted => Expectation<T>.Of(wanted.Key, tape.At(wanted.Time), TextOf(wanted.Payload))));
    }

    /// <summary>As the other overload, with a condition on the payload in place of the payload itself.</summary>
    /// <inheritdoc cref="ShouldDerive{T}(IReadOnlyList{ValueTuple{string, string, T}})" path="/exception"/>
    public void ShouldDerive<T>(params IReadOnlyList<(string Key, string Time, Func<T, bool> Holds)> expected)
    {
        ArgumentNullException.ThrowIfNull(expected);
        Compare(expected.Select(wanted => Expectation<T>.Of(wanted.Key, tape.At(wanted.Time), wanted.Holds)));
    }

    /// <summary>Fails if the run derived anything with a payload of type <typeparamref name="T"/>.</summary>
    /// <exception cref="XunitException">It did; the message shows what.</exception>
    public void ShouldDeriveNothing<T>() => Compare<T>([]);

    /// <summary>Fails unless the output equals a file of JSON Lines that was checked before; see <see cref="GoldenFile"/>.</summary>
    /// <param name="path">A path; a relative one starts from the folder of the source file that calls this.</param>
    /// <param name="testFile">Filled in by the compiler.</param>
    /// <exception cref="XunitException">They differ, or there is no such file; the message shows counts, hashes and the first line that differs.</exception>
    public void ShouldMatchGolden(string path, [System.Runtime.CompilerServices.CallerFilePath] string testFile = "") =>
        new GoldenFile(TestPath.Resolve(path, testFile)).Check(Lines);

    internal static string TextOf<T>(T payload) => JsonSerializer.Serialize(payload, DerivedJson.Options);

    private void Compare<T>(IEnumerable<Expectation<T>> expected)
    {
        var comparison = new MarbleComparison<T>([.. expected], Derived<T>());
        if (!comparison.IsEqual) throw new XunitException(new MarblePicture(comparison.Cells, typeof(T).Name).ToString());
    }
}
