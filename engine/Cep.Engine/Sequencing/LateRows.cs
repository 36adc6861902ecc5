namespace Cep;

/// <summary>Knows how far a feed has come and carries out its lateness policy.</summary>
internal sealed class LateRows(string feed, LatenessPolicy policy, RunTally tally)
{
    /// <summary>The latest event time of the feed.</summary>
    public long Reached { get; private set; } = long.MinValue;

    public void Reach(long time) => Reached = Math.Max(Reached, time);

    /// <summary>Decides on a late row.</summary>
    /// <param name="batch">The row's batch, which knows its place in the feed.</param>
    /// <param name="walk">Stands at the row.</param>
    /// <param name="time">The row's time; adjusted where the policy says so.</param>
    /// <param name="earliest">The earliest time still possible.</param>
    /// <param name="round">Where it is told.</param>
    /// <returns>Whether the row is processed.</returns>
    /// <exception cref="FeedException">The policy is to end the run.</exception>
    public bool Admit(EventBatch batch, RowWalk walk, ref long time, long earliest, Round round)
    {
        var late = new LateEvent(
            feed, batch.Positions.Of(walk.Position), new EventTime(time), new EventTime(Reached), walk.Column.Box(walk.Row));
        if (policy == LatenessPolicy.Throw)
        {
            throw new FeedException(
                $"{feed}, position {late.Position}: the event of {late.Time} is late, {Duration.Format(late.By)} behind {late.Reached}. "
                + "Raise the disorder bound, or choose a lateness policy that goes on.");
        }

        tally.Late++;
        round.Late.Add(late);
        if (policy == LatenessPolicy.Drop) return false;
        time = earliest;
        return true;
    }
}
