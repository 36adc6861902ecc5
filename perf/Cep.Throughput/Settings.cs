using System.Globalization;

namespace Cep.Throughput;

/// <summary>What the command line asks for.</summary>
public sealed record Settings
{
    /// <summary>How to call the program.</summary>
    public const string Usage = """
        Usage: Cep.Throughput [--scenario NAME] [--only START] [--events N] [--rounds N] [--report FILE] [--quick]
          --scenario NAME  one scenario instead of all
          --only START     of these only the lines whose name starts so
          --events N       events of a pass, at least 2,048
          --rounds N       rounds of loop and engine in turns, 1 to 1,000; 8 unless told otherwise
          --report FILE    writes the table, with the machine, as Markdown as well
          --quick          few events, one round: checks the answers and judges no time
        """;

    /// <summary>One scenario, or null for all.</summary>
    public string? Scenario { get; private init; }

    /// <summary>How the names of the comparisons start that are run; empty for all.</summary>
    public string Only { get; private init; } = "";

    /// <summary>Events of a pass, or null for the scenario's own number.</summary>
    public int? Events { get; private init; }

    /// <summary>Rounds that count.</summary>
    public int Rounds { get; private init; } = 8;

    /// <summary>Where the report goes.</summary>
    public string? Report { get; private init; }

    /// <summary>Checks answers only.</summary>
    public bool Quick { get; private init; }

    /// <summary>Reads the command line.</summary>
    /// <exception cref="FormatException">It is not as <see cref="Usage"/> says.</exception>
    public static Settings Parse(IReadOnlyList<string> arguments)
    {
        var settings = new Settings();
        for (var i = 0; i < arguments.Count; i++)
        {
            var option = arguments[i];
            if (option == "--quick")
            {
                settings = settings with { Quick = true };
                continue;
            }

            if (++i == arguments.Count) throw new FormatException($"{option} has no value.");
            settings = option switch
            {
                "--scenario" => settings with { Scenario = NameOf(arguments[i]) },
                "--only" => settings with { Only = arguments[i] },
                "--events" => settings with { Events = Number(option, arguments[i], 2048, 1_000_000_000) },
                "--rounds" => settings with { Rounds = Number(option, arguments[i], 1, 1000) },
                "--report" => settings with { Report = arguments[i] },
                _ => throw new FormatException($"There is no option {option}."),
            };
        }

        return settings.Quick ? settings with { Rounds = 1, Events = settings.Events ?? 100_000 } : settings;
    }

    private static string NameOf(string name) => Cep.Throughput.Scenario.All.Any(scenario => scenario.Name == name)
        ? name
        : throw new FormatException($"There is no scenario '{name}'; the scenarios are {string.Join(", ", Cep.Throughput.Scenario.All.Select(scenario => scenario.Name))}.");

    private static int Number(string option, string text, int min, int max) =>
        int.TryParse(text.Replace("_", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw new FormatException($"{option} is '{text}'; allowed are whole numbers from {min} to {max}.");
}
