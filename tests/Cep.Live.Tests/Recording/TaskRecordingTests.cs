namespace Cep.Live;

/// <summary>What becomes of the parts of a recording, without a broker.</summary>
public sealed class TaskRecordingTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly IReadOnlyList<IReadOnlyList<Trade>> rounds = [.. new TickLog(5_000, 1, seed: 31).Ticks[0].Chunk(1_000)];

    private string Folder => folder["recording"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_part_goes_on_where_the_one_before_ends()
    {
        var task = Task();
        for (var round = 0; round < 5; round++) task.Run(1, round);
        var result = Assert.Single(Check());
        Assert.Null(result.Difference);
        Assert.Equal((5_000, task.Derived), (result.Events, result.DerivedEvents));
        Assert.Equal(5, RecordingFiles.PartsOf(Folder, 0).Count);
    }

    [Fact]
    public void Who_was_fenced_off_and_goes_on_recording_spoils_nothing()
    {
        // It has recorded a third commit, which was never done, when another process takes over.
        Task().Run(3, 0);
        Task(committed: 2_000).Run(3, 2);
        var result = Assert.Single(Check());
        Assert.Null(result.Difference);
        Assert.Equal(5_000, result.Events);
    }

    [Fact]
    public void What_a_crash_cut_off_in_the_middle_of_a_line_is_passed_over()
    {
        Task().Run(2, 0);
        Task(committed: 2_000).Run(1, 2);
        using (var log = new FileStream(RecordingFiles.PartsOf(Folder, 0)[1].Log, FileMode.Open)) log.SetLength(log.Length - 5);
        Task(committed: 2_000).Run(3, 2);
        var result = Assert.Single(Check());
        Assert.Null(result.Difference);
        Assert.Equal(5_000, result.Events);
    }

    [Fact]
    public void What_a_kill_leaves_at_any_byte_is_all_that_was_committed()
    {
        Task().Run(3, 0);
        var part = RecordingFiles.PartsOf(Folder, 0)[0];
        var (log, derived) = (File.ReadAllBytes(part.Log), File.ReadAllBytes(part.Derived));
        var commits = RecordingLog.Lines(part).Where(entry => entry.Line.Commit is not null).Select(entry => (entry.End, entry.Line.Commit!.Derived, entry.Line.Commit.DerivedBytes)).ToList();
        Assert.Equal(3, commits.Count);
        var random = new Random(7);
        foreach (var length in Enumerable.Range(0, 60).Select(_ => random.Next(log.Length + 1)).Append(0).Append(log.Length).Concat(commits.Select(commit => (int)commit.End - 1)))
        {
            var expected = commits.LastOrDefault(commit => commit.End <= length);
            File.WriteAllBytes(part.Log, log[..length]);
            File.WriteAllBytes(part.Derived, derived[..(int)expected.DerivedBytes]);
            var results = Check();
            Assert.All(results, result => Assert.Null(result.Difference));
            Assert.Equal(expected.Derived, results.Sum(result => result.DerivedEvents));
        }
    }

    [Fact]
    public void Other_settings_begin_another_recording()
    {
        Task().Run(2, 0);
        var later = Task(committed: 2_000, rules: [new RunningMean()]);
        later.Run(3, 2);
        var results = Parity.Check(Folder, run => ([.. TickLog.Rules.Where(rule => run.Rules.Any(recorded => recorded.Name == rule.Name))], new FeedTiming()), TestContext.Current.CancellationToken).ToList();
        Assert.Equal([1, 2], results.Select(result => result.Part));
        Assert.All(results, result => Assert.Null(result.Difference));
        Assert.Equal(["running-mean"], results[1].RecordedRules.Select(rule => rule.Name));
        Assert.Equal(later.Derived, results[1].DerivedEvents);
    }

    [Fact]
    public void A_part_that_is_missing_is_named()
    {
        var task = Task();
        for (var round = 0; round < 3; round++) task.Run(1, round);
        Directory.Delete(RecordingFiles.PartsOf(Folder, 0)[1].Folder, recursive: true);
        Assert.Contains("part-000003' goes on with part 2, which is missing", Assert.Throws<RecordingException>(Check).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_topic_that_waits_for_another_is_replayed_as_far_as_it_came()
    {
        // More is there of one topic than is read at once, and the other has come to a third of it.
        var quick = new TickLog(3_000, 1, seed: 32).Ticks[0];
        IReadOnlyList<IReadOnlyList<Trade>> slow = [[.. quick.Where((_, i) => i is < 1_000 and > 0 && i % 10 == 0)]];
        var task = new RecordedTask(Folder, folder["state"], ("quick", [quick]), ("slow", slow));
        task.Run(1, 0);
        var result = Assert.Single(Check());
        Assert.Null(result.Difference);
        Assert.Equal(task.Derived, result.DerivedEvents);
        Assert.InRange(result.Events, 1_050, 1_100);
    }

    [Fact]
    public void A_task_that_committed_nothing_leaves_nothing_behind()
    {
        Task().Run(0, 0);
        Assert.Empty(RecordingFiles.PartsOf(Folder, 0));
    }

    private RecordedTask Task(long committed = -1, IReadOnlyList<Rule>? rules = null) =>
        new(Folder, folder["state"], ("ticks", rounds)) { Committed = [new("ticks", 0, committed)], Rules = rules ?? TickLog.Rules };

    private List<ParityResult> Check() => [.. Parity.Check(Folder, _ => (TickLog.Rules, new FeedTiming()), TestContext.Current.CancellationToken)];
}
