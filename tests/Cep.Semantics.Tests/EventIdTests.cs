using System.Globalization;
using System.IO.Hashing;
using System.Text;
using Cep.Semantics.Document;
using Cep.Semantics.Running;
using Xunit;

namespace Cep.Semantics;

/// <summary>Computes the ids that semantics.md shows from what it says of them, not from the engine.</summary>
public sealed class EventIdTests
{
    [Fact]
    public void The_ids_in_the_document_follow_from_its_recipe()
    {
        var examples = SemanticsDocument.Examples.Where(example => example.Results("derived")?.Columns.Contains("id") == true).ToList();
        Assert.NotEmpty(examples);
        foreach (var example in examples)
        {
            var table = example.Results("derived")!;
            for (var row = 0; row < table.Rows.Count; row++)
            {
                var rule = example.Queries.Single().Rule;
                var ordinal = int.Parse(table.Cell(row, "ordinal"), CultureInfo.InvariantCulture);
                Assert.Equal(IdOf(rule, 1, table.Cell(row, "key"), TableFeed.TimeOf(table.Cell(row, "time")), ordinal), table.Cell(row, "id"));
            }
        }
    }

    private static string IdOf(string rule, int version, string key, EventTime time, int ordinal)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(Encoding.UTF8.GetBytes(rule));
        writer.Write((byte)0);
        writer.Write(version);
        writer.Write(Encoding.UTF8.GetBytes(key));
        writer.Write((byte)0);
        writer.Write(time.Nanos);
        writer.Write(ordinal);
        return Convert.ToHexStringLower(XxHash128.Hash(bytes.ToArray()));
    }
}
