using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Cep.Live.Configuration;

/// <summary>A secret shows up nowhere, wherever somebody put it.</summary>
public sealed class SecretTests
{
    private const string Secret = "hunter2-s3cret";

    [Theory]
    [InlineData("""{"kafka": {"security": {"password": "hunter2-s3cret"}}}""", "kafka.security.password is a secret and may not stand in the configuration; name its place with passwordFile or passwordEnvironment.")]
    [InlineData("""{"kafka": {"security": {"passwordFile": "hunter2-s3cret"}}}""", "kafka.security.passwordFile names a file that can't be read;")]
    [InlineData("""{"kafka": {"security": {"passwordEnvironment": "hunter2-s3cret"}}}""", "kafka.security.passwordEnvironment names an environment variable that is not set or empty")]
    [InlineData("""{"kafka": {"security": {"pasword": "hunter2-s3cret"}}}""", "kafka.security.pasword means nothing;")]
    [InlineData("""{"kafka": {"properties": {"sasl.password": "hunter2-s3cret"}}}""", "kafka.properties.sasl.password can't be set; set password")]
    [InlineData("""{"kafka": {"properties": {"sasl.jaas.config": "hunter2-s3cret"}}}""", "kafka.properties.sasl.jaas.config may hold a secret")]
    [InlineData("""{"telemetry": {"otlpHeaders": "key=hunter2-s3cret"}}""", "telemetry.otlpHeaders is a secret")]
    [InlineData("""{"telemetry": {"otlpEndpoint": "http://u:hunter2-s3cret@host"}}""", "telemetry.otlpEndpoint is not allowed;")]
    [InlineData("""{"kafka": {"security": {"tokenEndpoint": "https://u:hunter2-s3cret@host/token"}}}""", "kafka.security.tokenEndpoint is not allowed;")]
    public void A_fault_does_not_tell_it(string json, string start)
    {
        var faults = Configs.FaultsOf(json);
        Assert.Contains(faults, fault => fault.StartsWith(start, StringComparison.Ordinal));
        Assert.All(faults, fault => Assert.DoesNotContain(Secret, fault, StringComparison.Ordinal));
    }

    [Fact]
    public void A_secret_in_an_environment_variable_of_a_setting_is_refused_untold()
    {
        var faults = Configs.FaultsOf(Configs.Least, new() { ["CEP__Kafka__Security__Password"] = Secret });
        var fault = Assert.Single(faults);
        Assert.StartsWith("kafka.Security.Password (environment variable CEP__Kafka__Security__Password) is a secret", fault, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Secret, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_hold_its_place_and_print_neither_it_nor_the_place()
    {
        using var folder = new TempFolder();
        var settings = WithSecret(folder);
        Assert.Equal(Secret, settings.Kafka.Security.Password!.Read());
        Assert.DoesNotContain(Secret, settings.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, settings.Kafka.Security.ToString(), StringComparison.Ordinal);
        Assert.Contains("(secret)", settings.Kafka.Security.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, JsonSerializer.Serialize(settings.Kafka), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(LogForm.Text)]
    [InlineData(LogForm.Json)]
    public void A_library_that_logs_it_logs_nothing_of_it(LogForm form)
    {
        using var folder = new TempFolder();
        using var log = new StringWriter();
        using var provider = new LineLoggerProvider(log, form, Redaction.Of(WithSecret(folder)), new FakeTimeProvider());
        var logger = provider.CreateLogger("librdkafka");
#pragma warning disable CA1848, CA2254 // A library does not log by our rules.
        logger.LogError(new InvalidOperationException($"SASL failed for {Secret}"), $"authentication with {Secret} failed: {{Password}}", Secret);
#pragma warning restore CA1848, CA2254
        Assert.Contains("authentication with (secret) failed: (secret)", log.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_probe_that_tells_it_tells_nothing_of_it()
    {
        using var folder = new TempFolder();
        var settings = WithSecret(folder) with { State = new() { Directory = folder["s"] }, Spool = new() { Directory = folder["p"] } };
        var results = await LiveCheck.RunAsync(settings, (_, _) => throw new InvalidOperationException($"bad password {Secret}"), TestContext.Current.CancellationToken);
        Assert.Equal("bad password (secret)", results[^1].Fault);
        Assert.All(results.SkipLast(1), result => Assert.Null(result.Fault));
        Assert.False(Directory.Exists(folder["s"]));
    }

    private static LiveSettings WithSecret(TempFolder folder)
    {
        var path = folder.Write("password", Secret + "\n").Replace("\\", "/", StringComparison.Ordinal);
        return Configs.Read(Configs.Least, null, "kafka.security.protocol=saslSsl", "kafka.security.mechanism=scramSha512", "kafka.security.user=cep", $"kafka.security.passwordFile={path}");
    }
}
