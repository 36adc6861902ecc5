using System.Text;
using CsCheck;

namespace Cep.Feeds.Files.Tests;

public class RowReaderTests
{
    [Fact]
    public void Any_rows_come_back_as_they_were_written()
    {
        // Fields with quotes, delimiters and letters of several bytes, and rows that straddle the buffer's end.
        var field = Gen.OneOf(Gen.String[Gen.Char["ab,\"é€;"], 0, 12], Gen.Int[0, 9000].Select(length => new string('x', length)));
        Gen.Select(field.Array[1, 6].Array[1, 40], Gen.Bool, Gen.Bool).Sample((rows, crlf, closed) =>
        {
            using var folder = new TempFolder();
            var lines = rows.Select(row => string.Join(',', row.Select(Quote)));
            var lineEnd = crlf ? "\r\n" : "\n";
            using var reader = Reader(folder.Write("rows.csv", string.Join(lineEnd, lines) + (closed ? lineEnd : "")));
            var expected = rows.Select((row, i) => (Line: i + 1L, Row: row)).Where(row => row.Row is not [""]).ToList();
            foreach (var (line, row) in expected)
            {
                Assert.True(reader.Next());
                Assert.Null(reader.Problem);
                Assert.Equal(line, reader.Line);
                Assert.Equal(row, Enumerable.Range(0, reader.FieldCount).Select(i => Encoding.UTF8.GetString(reader[i])));
            }

            Assert.False(reader.Next());
        }, iter: 200);
    }

    [Fact]
    public void A_line_that_is_too_long_costs_only_itself()
    {
        using var folder = new TempFolder();
        var longest = new string('x', RowReader.MaxLineBytes);
        var path = folder.Write("rows.csv", $"a\n{longest}\n{longest}y\n{longest}{longest}{longest}\nb\n{longest}{longest}");
        using var reader = Reader(path);
        var problems = new List<bool>();
        while (reader.Next())
        {
            problems.Add(reader.Problem is not null);
            Assert.True(reader.RawText().Length <= DeadLetter.MaxRawLength);
        }

        Assert.Equal([false, false, true, true, false, true], problems);
        Assert.Equal(6, reader.Line);
    }

    [Theory]
    [InlineData("\"open", "field 1 opens a quote and does not close it")]
    [InlineData("a,\"b\"c", "field 2 goes on after its closing quote")]
    public void A_quote_out_of_place_is_a_problem_of_its_line_alone(string line, string problem)
    {
        using var folder = new TempFolder();
        using var reader = Reader(folder.Write("rows.csv", $"{line}\nnext"));
        Assert.True(reader.Next());
        Assert.Equal(problem, reader.Problem);
        Assert.True(reader.Next());
        Assert.Null(reader.Problem);
        Assert.Equal("next", reader.RawText());
    }

    private static RowReader Reader(string path) => new(TextSource.Open(path)) { Delimiter = (byte)',' };

    private static string Quote(string field) =>
        field.AsSpan().ContainsAny(',', '"') ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;
}
