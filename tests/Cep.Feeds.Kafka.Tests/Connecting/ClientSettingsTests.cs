using Confluent.Kafka;

namespace Cep.Feeds.Kafka.Tests;

public sealed class ClientSettingsTests
{
    private const string Hidden = "hunter2";

    [Fact]
    public void No_secret_is_in_the_text_of_settings()
    {
        var settings = new ClientSettings
        {
            Bootstrap = "broker:9092", Protocol = SecurityProtocol.SaslSsl, Mechanism = SaslMechanism.ScramSha512, User = "cep", Password = Secret.Of(Hidden),
            ClientSecret = Secret.Of(Hidden), KeyPassword = Secret.Of(Hidden), TokenEndpoint = new Uri($"https://cep:{Hidden}@tokens.example/oauth?key={Hidden}"),
            Properties = new Dictionary<string, string> { ["ssl.keystore.password"] = Hidden, ["sasl.oauthbearer.config"] = Hidden, ["socket.timeout.ms"] = "100" },
        };
        Assert.DoesNotContain(Hidden, settings.ToString(), StringComparison.Ordinal);
        Assert.Contains("user=cep, password=(secret)", settings.ToString(), StringComparison.Ordinal);
        Assert.Contains("socket.timeout.ms=100", settings.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_fault_names_its_setting()
    {
        var settings = new ClientSettings
        {
            Bootstrap = "broker", Protocol = SecurityProtocol.SaslSsl, Mechanism = SaslMechanism.Plain, Password = Secret.FromVariable("CEP_NO_SUCH_VARIABLE"),
            CaFile = "no-such.pem", CertificateFile = "no-such-either.pem",
            Properties = new Dictionary<string, string> { ["enable.auto.commit"] = "true", ["sasl.password"] = Hidden },
        };
        Assert.Equal(
            [
                "kafka.bootstrap: 'broker' is not host:port.",
                "kafka.user is missing; Plain needs it.",
                "kafka.password: the environment variable CEP_NO_SUCH_VARIABLE is not set.",
                "kafka.caFile: there is no file 'no-such.pem'.",
                "kafka.certificateFile: there is no file 'no-such-either.pem'.",
                "kafka.certificateFile and kafka.keyFile are set together or not at all.",
                "kafka.properties.enable.auto.commit can't be set; leave it out: offsets are committed with what was derived.",
                "kafka.properties.sasl.password can't be set; set password, which may name a variable or a file.",
            ],
            settings.Validate());
    }

    [Fact]
    public void Settings_become_properties_of_the_client()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, Hidden + "\n");
            var config = new ClientSettings
            {
                Bootstrap = "a:1,b:2", Protocol = SecurityProtocol.SaslSsl, Mechanism = SaslMechanism.ScramSha256, User = "cep", Password = Secret.FromFile(file),
                Properties = new Dictionary<string, string> { ["socket.timeout.ms"] = "100" },
            }.To(new ClientConfig());
            Assert.Equal("a:1,b:2", config.Get("bootstrap.servers"));
            Assert.Equal("sasl_ssl", config.Get("security.protocol"));
            Assert.Equal("SCRAM-SHA-256", config.Get("sasl.mechanism"));
            Assert.Equal(Hidden, config.Get("sasl.password"));
            Assert.Equal("100", config.Get("socket.timeout.ms"));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Tokens_are_asked_for_where_the_settings_say()
    {
        var config = new ClientSettings
        {
            Bootstrap = "a:1", Protocol = SecurityProtocol.SaslSsl, Mechanism = SaslMechanism.OAuthBearer,
            TokenEndpoint = new Uri("https://tokens.example/oauth"), ClientId = "cep", ClientSecret = Secret.Of(Hidden), Scope = "kafka",
        }.To(new ClientConfig());
        Assert.Equal("oidc", config.Get("sasl.oauthbearer.method"));
        Assert.Equal("https://tokens.example/oauth", config.Get("sasl.oauthbearer.token.endpoint.url"));
        Assert.Equal(Hidden, config.Get("sasl.oauthbearer.client.secret"));
        Assert.Equal("kafka", config.Get("sasl.oauthbearer.scope"));
    }
}
