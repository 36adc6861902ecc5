namespace Cep.Rules;

/// <summary>Volume spikes as one would count them by hand: a dictionary of minutes for each symbol, each minute judged by itself.</summary>
internal static class NaiveSpikes
{
    private const long NanosPerMinute = 60_000_000_000;

    public static List<(string Key, string Time, VolumeSpike Payload)> Of(Tape tape, int minutes, int factor)
    {
        var spikes = new List<(string, string, VolumeSpike)>();
        foreach (var (symbol, volumes) in VolumesOf(tape))
        {
            var first = volumes.Keys.Min();
            foreach (var (minute, volume) in volumes)
            {
                if (minute - first < minutes) continue;
                decimal before = 0;
                for (var earlier = minute - minutes; earlier < minute; earlier++) before += volumes.GetValueOrDefault(earlier);
                if (volume <= factor * before / minutes) continue;
                var start = new EventTime(minute * NanosPerMinute);
                var end = start + TimeSpan.FromMinutes(1);
                double? ratio = before == 0 ? null : (double)volume * minutes / (double)before;
                spikes.Add((symbol, end.ToString(), new VolumeSpike((double)volume, (double)before / minutes, ratio, start, end)));
            }
        }

        return spikes;
    }

    private static Dictionary<string, Dictionary<long, decimal>> VolumesOf(Tape tape)
    {
        var volumes = new Dictionary<string, Dictionary<long, decimal>>();
        foreach (var trade in Trades.Of(tape))
        {
            if (!volumes.TryGetValue(trade.Symbol.Name, out var minutes)) volumes.Add(trade.Symbol.Name, minutes = []);
            var minute = trade.Time.Nanos / NanosPerMinute;
            minutes[minute] = minutes.GetValueOrDefault(minute) + (decimal)trade.Size;
        }

        return volumes;
    }
}
