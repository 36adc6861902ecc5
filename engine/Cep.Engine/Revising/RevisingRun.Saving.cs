namespace Cep;

/// <summary>
/// What a revising run holds, for snapshots: the trailing plan, the events since then, and what was told of them. The
/// leading plan follows from the first two.
/// </summary>
internal sealed partial class RevisingRun
{
    public override ShardPlan SavedPlan => trailing;

    public override IEnumerable<HeldRow> HeldRows => hold.Rows;

    public override IReadOnlyList<Told> Told => told;

    public override void Hold(HeldRow row, int key) => hold.Add(row, key);

    public override void EndLoading(long watermark, long lastTime)
    {
        var rerun = again();
        rerun.Process(none, settledUntil, lastTime);
        var keys = Enumerable.Range(0, trailing.KeyCapacity).ToArray();
        Move(keys, Array.ConvertAll(places, place => trailing.Rules[place]), rerun.Rules);

        // All of them: the plan has seen events of the last time, which the watermark has not passed.
        hold.Select([.. keys], long.MaxValue, released);
        rerun.Process(released, watermark, lastTime);
        released.Clear();

        // What follows was told before the snapshot.
        Take(rerun, places, static (_, _) => { });
        rerun.DeadLetters.Clear();
        leading = rerun;
    }
}
