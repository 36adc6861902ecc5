using Xunit;

namespace Cep.Tidy;

/// <summary>Fails a test with every place that breaks a convention, and says what to do about it.</summary>
internal static class Violations
{
    public static void None(IEnumerable<string> found, string whatToDo)
    {
        var places = found.ToList();
        if (places.Count > 0) Assert.Fail($"{whatToDo}{Environment.NewLine}  {string.Join(Environment.NewLine + "  ", places)}");
    }
}
