namespace Cep.Live;

/// <summary>What derives events until it is asked to stop: it joins the group, runs the tasks of its partitions, and leaves.</summary>
/// <param name="context">Settings, rules, status, spool, logs.</param>
/// <param name="stop">Asks for a graceful stop: drain, commit, leave the group, return.</param>
/// <returns>When it has stopped; an exception is a failure of the process.</returns>
public delegate Task LiveWork(LiveContext context, CancellationToken stop);
