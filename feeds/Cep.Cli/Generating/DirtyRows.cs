using System.IO.Compression;
using System.Text;
using Cep.Simulation;

namespace Cep.Cli;

/// <summary>Copies a clean tick CSV and strews malformed rows between its rows, each spoilt in one way.</summary>
internal sealed class DirtyRows(double share, SeededRandom random)
{
    private int time, symbol, price, size;

    /// <summary>How many malformed rows were added.</summary>
    public long Count { get; private set; }

    /// <summary>Copies <paramref name="clean"/> to <paramref name="path"/>, which is gzip when it ends in <c>.gz</c>.</summary>
    public void Copy(string clean, string path)
    {
        using var from = new StreamReader(clean);
        using var file = File.Create(path);
        using Stream packed = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionLevel.Optimal) : file;
        using var to = new StreamWriter(packed, new UTF8Encoding(false)) { NewLine = "\n" };
        var header = from.ReadLine() ?? "";
        FindFields(header.Split(','));
        to.WriteLine(header);
        while (from.ReadLine() is { } row)
        {
            to.WriteLine(row);
            // A row may be followed by several, so that the share of all rows comes out as asked.
            while (random.NextChance(share))
            {
                to.WriteLine(Spoil(row));
                Count++;
            }
        }
    }

    private void FindFields(string[] names)
    {
        time = Array.IndexOf(names, "time");
        symbol = Array.IndexOf(names, "symbol");
        price = Array.FindIndex(names, name => name is "price" or "bid_price");
        size = Array.FindIndex(names, name => name is "size" or "bid_size");
    }

    private string Spoil(string row)
    {
        var fields = row.Split(',');
        // A row of a mixed file has either trade fields or quote fields; the ones it lacks are the next pair.
        var (priceAt, sizeAt) = fields[price].Length > 0 ? (price, size) : (price + 2, size + 2);
        switch (random.NextInt(6))
        {
            case 0: return string.Join(',', fields[..Math.Min(priceAt, sizeAt)]);
            case 1: fields[priceAt] += "x"; break;
            case 2: fields[symbol] = ""; break;
            case 3: fields[priceAt] = "NaN"; break;
            case 4: fields[sizeAt] = "-" + fields[sizeAt]; break;
            default: fields[time] = "yesterday"; break;
        }

        return string.Join(',', fields);
    }
}
