using Microsoft.Extensions.Configuration;

namespace Cep.Cli;

/// <summary>Reads parameters of rules from a JSON file: <c>{"rules": {"ema-breakout": {"fast": 38}}}</c>.</summary>
internal static class RuleConfigFile
{
    private const string Section = "rules";

    /// <exception cref="UsageException">The file is missing, no JSON, or says something that is not understood.</exception>
    public static IReadOnlyList<RuleSetting> Read(string path)
    {
        var root = Load(path);
        foreach (var stray in root.GetChildren().Where(child => !child.Key.Equals(Section, StringComparison.OrdinalIgnoreCase) && !child.Key.Equals(TimingConfig.Section, StringComparison.OrdinalIgnoreCase)))
        {
            throw new UsageException($"--config '{path}' holds '{stray.Key}', which means nothing here; expected {{\"rules\": {{\"ema-breakout\": {{\"fast\": 38}}}}}}.");
        }

        return [.. root.GetSection(Section).GetChildren().SelectMany(rule => SettingsOf(rule, path))];
    }

    private static IEnumerable<RuleSetting> SettingsOf(IConfigurationSection rule, string path)
    {
        if (!string.IsNullOrEmpty(rule.Value)) throw new UsageException($"--config '{path}': '{rule.Key}' is '{rule.Value}'; expected an object of parameters.");
        return rule.GetChildren().Select(parameter => new RuleSetting(rule.Key, parameter.Key, TextOf(parameter), path));
    }

    /// <summary>A list is written as its items joined by commas, as on the command line.</summary>
    private static string TextOf(IConfigurationSection parameter) =>
        parameter.Value ?? string.Join(',', parameter.GetChildren().Select(item => item.Value));

    /// <exception cref="UsageException">The file is missing or no JSON.</exception>
    internal static IConfigurationRoot Load(string path)
    {
        try
        {
            return new ConfigurationBuilder().AddJsonFile(Path.GetFullPath(path), optional: false, reloadOnChange: false).Build();
        }
        catch (FileNotFoundException error)
        {
            throw new UsageException($"--config '{path}' does not exist.", error);
        }
        catch (Exception error) when (error is InvalidDataException or FormatException or IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--config '{path}' can't be read: {error.GetBaseException().Message}", error);
        }
    }
}
