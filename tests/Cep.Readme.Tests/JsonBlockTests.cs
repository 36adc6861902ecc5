using System.Text.Json;
using Cep.Readme.Documents;

namespace Cep.Readme;

public sealed class JsonBlockTests
{
    [Fact]
    public void Json_in_documents_is_json()
    {
        Assert.All(FencedBlock.Of("json"), block =>
        {
            foreach (var document in block.Text.StartsWith("{\n", StringComparison.Ordinal) ? [block.Text] : block.Lines)
            {
                using var parsed = JsonDocument.Parse(document);
                Assert.Equal(JsonValueKind.Object, parsed.RootElement.ValueKind);
            }
        });
    }
}
