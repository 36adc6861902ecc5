namespace Cep.Live.Configuration;

public sealed class ConfigFaultTests
{
    [Fact]
    public void One_message_tells_every_fault_with_its_path()
    {
        using var folder = new TempFolder();
        var path = folder.Write("cep.json", """
            {
              "kafka": {"bootstrap": "broker", "grup": "cep", "commitInterval": "soon", "topics": {"trades": {"format": "xml"}}},
              "rules": {"ema-brekout": {}, "block-trade": {"minSize": "many", "colour": 3}},
              "spool": {"size": "lots"},
              "sinks": {}
            }
            """);
        var error = Assert.Throws<ConfigException>(() => LiveSettings.Read(ConfigFile.Load(path), Configs.Catalog));
        Assert.StartsWith($"{path} has 10 faults:\n  ", error.Message, StringComparison.Ordinal);
        string[] expected =
        [
            "sinks means nothing; known here: kafka, input, rules,",
            "kafka.grup means nothing; did you mean 'group'?",
            "kafka.group is missing: ",
            "kafka.topics.trades.format is 'xml'; expected json, arrow.",
            "kafka.commitInterval is 'soon'; expected a duration such as",
            "spool.size is 'lots'; expected a size such as 64KB, 512MB or 10GB, at least 64KB.",
            "rules.block-trade.minSize is 'many'; expected ",
            "rules.block-trade.colour means nothing; known here: ",
            "rules.ema-brekout means nothing; did you mean 'ema-breakout'?",
            "kafka.bootstrap: 'broker' is not host:port.",
        ];
        Assert.Equal(expected.Length, error.Faults.Count);
        Assert.All(expected, start => Assert.Contains(error.Faults, fault => fault.StartsWith(start, StringComparison.Ordinal)));
        Assert.All(error.Faults, fault => Assert.Contains("\n  " + fault, error.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"kafka": "localhost"}""", "kafka is a text; expected an object with bootstrap, group,")]
    [InlineData("""{"kafka": {"group": {"name": "cep"}}}""", "kafka.group is an object or a list; expected a text.")]
    [InlineData("""{"kafka": {"topics": ["trades"]}}""", "kafka.topics.0 is a text; expected an object with format.")]
    [InlineData("""{"rules": ["block-trade"]}""", "rules.0 is 'block-trade'; expected an object of parameters.")]
    [InlineData("""{"kafka": {"bootstrap": "a:1", "group": "g"}}""", "kafka.topics is missing: name the topics to read, or files in input.files.")]
    [InlineData("""{"state": {"topic": "a b"}}""", "state.topic 'a b' can't name a topic; letters, digits, dots, '_' and '-' are allowed.")]
    [InlineData("""{"state": {"topic": "t"}, "kafka": {"topics": {"t": {}}}}""", "state.topic 't' holds other records as well; it needs a topic of its own.")]
    [InlineData("""{"kafka": {}}""", "rules is missing: name the rules that run, such as {\"")]
    [InlineData("""{"rules": {"ema-breakout": {"fast": 200}}}""", "rules.ema-breakout can't be used: Rule 'ema-breakout': ")]
    [InlineData("""{"engine": {"shards": 65}}""", "engine.shards is '65'; expected auto or a whole number from 1 to 64.")]
    [InlineData("""{"engine": {"batchSize": 1.5}}""", "engine.batchSize is '1.5'; expected a whole number from 1 to 1,048,576.")]
    [InlineData("""{"timing": {"late": "late.jsonl"}}""", "timing.late names a file, which only a replay writes; expected drop, adjust or throw.")]
    [InlineData("""{"output": {"topic": "a/b"}}""", "output.topic 'a/b' can't name topics;")]
    [InlineData("""{"output": {"topic": "t"}, "kafka": {"topics": {"t": {}}}}""", "output.topic 't' is also read; derived events would come back as input.")]
    [InlineData("""{"state": {"directory": "x"}, "spool": {"directory": "./x"}}""", "state.directory and spool.directory are the same folder; each needs one of its own.")]
    [InlineData("""{"kafka": {"commitInterval": "5s", "transactionTimeout": "5s"}}""", "kafka.commitInterval (5s) is not shorter than kafka.transactionTimeout (5s);")]
    [InlineData("""{"kafka": {"security": {"protocol": "saslSsl"}}}""", "kafka.security.mechanism is missing; it is one of plain, scramSha256, scramSha512, oAuthBearer.")]
    [InlineData("""{"kafka": {"security": {"protocol": "saslSsl", "mechanism": "plain", "user": "u"}}}""", "kafka.security.passwordFile or passwordEnvironment is missing; plain needs it.")]
    [InlineData("""{"kafka": {"security": {"caFile": "ca.pem"}}}""", "kafka.security.caFile is set, but kafka.security.protocol is plaintext; set it to ssl or saslSsl.")]
    [InlineData("""{"telemetry": {"otlpEndpoint": "localhost:4317"}}""", "telemetry.otlpEndpoint is not allowed; expected an address such as http://localhost:4317")]
    public void A_fault_says_where_and_what_is_allowed(string json, string start) =>
        Assert.Contains(Configs.FaultsOf(json), fault => fault.StartsWith(start, StringComparison.Ordinal));

    [Fact]
    public void A_fault_outside_the_file_says_where_it_was_set()
    {
        var faults = Configs.FaultsOf(Configs.Least, new() { ["CEP__Kafka__CommitInterval"] = "x", ["CEP__Kafka__Grup"] = "y" }, "spool.size=z", "nothing");
        Assert.Contains(faults, fault => fault.StartsWith("kafka.CommitInterval (environment variable CEP__Kafka__CommitInterval) is 'x'; ", StringComparison.OrdinalIgnoreCase));
        Assert.Contains("kafka.Grup (environment variable CEP__Kafka__Grup) means nothing; did you mean 'group'?", faults);
        Assert.Contains(faults, fault => fault.StartsWith("spool.size (--set) is 'z'; ", StringComparison.Ordinal));
        Assert.Contains("--set needs a path and a value, such as kafka.group=cep.", faults);
    }

    [Theory]
    [InlineData("{", "can't be read: ")]
    [InlineData("[]", "can't be read: ")]
    [InlineData("{\"a\": 1, \"A\": 2}", "can't be read: ")]
    public void What_is_no_configuration_is_refused(string text, string message)
    {
        using var folder = new TempFolder();
        var path = folder.Write("cep.json", text);
        Assert.StartsWith($"the configuration '{path}' {message}", Assert.Throws<ConfigException>(() => ConfigFile.Load(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Equal("the configuration 'nowhere.json' does not exist.", Assert.Throws<ConfigException>(() => ConfigFile.Load("nowhere.json")).Message);
}
