using Cep.Tidy;
using YamlDotNet.Serialization;

namespace Cep.Live;

/// <summary>What compose.yaml says.</summary>
internal sealed class ComposeFile
{
    private readonly Dictionary<string, object> services;

    private ComposeFile(Dictionary<string, object> services) => this.services = services;

    public static ComposeFile Read() =>
        new(Map(new DeserializerBuilder().Build().Deserialize<Dictionary<string, object>>(RepositoryFiles.Read("compose.yaml"))["services"]));

    public string Image(string service) => (string)Map(services[service])["image"];

    /// <summary>The ports of a service that this machine sees: <c>address:port:port inside</c>.</summary>
    public IReadOnlyList<string> Ports(string service) => [.. ((List<object>)Map(services[service])["ports"]).Cast<string>()];

    public string Setting(string service, string name) => (string)Map(Map(services[service])["environment"])[name];

    private static Dictionary<string, object> Map(object node) => node is Dictionary<object, object> map
        ? map.ToDictionary(pair => (string)pair.Key, pair => pair.Value)
        : throw new InvalidOperationException($"compose.yaml has '{node}' where a mapping is expected.");
}
