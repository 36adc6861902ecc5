using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cep.Live;

/// <summary>Runs a live run on the .NET Generic Host, with logs, health, metrics and traces around it.</summary>
public static partial class LiveHost
{
    /// <summary>Runs until the run ends or is asked to stop.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="run">What derives.</param>
    /// <param name="log">Where logs are written; one line at a time.</param>
    /// <param name="stop">Asks for a graceful stop, as SIGTERM does.</param>
    /// <param name="clock">The clock; the system's when null.</param>
    /// <returns>How it ended, and what failed when something did.</returns>
    /// <exception cref="ConfigException">The health address can't be listened at.</exception>
    /// <exception cref="SpoolException">The spool can't be opened.</exception>
    public static async Task<(LiveOutcome Outcome, Exception? Failure)> RunAsync(
        LiveSettings settings, LiveWork run, TextWriter log, CancellationToken stop, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        clock ??= TimeProvider.System;
        var status = new LiveStatus(clock);
        foreach (var rule in settings.Rules) status.Rule(rule.Name);
        using var spool = new Spool(settings.Spool, clock);
        status.Spool = spool;
        using var host = Build(settings, run, log, status, spool, clock);
        var service = host.Services.GetRequiredService<LiveService>();
        var logger = host.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Cep.Live");
        var names = string.Join(", ", settings.Rules.Select(rule => rule.Name));
        Starts(logger, settings.Kafka.Group, names);
        await host.StartAsync(CancellationToken.None).ConfigureAwait(false);
        await UntilStopped(host, status, stop).ConfigureAwait(false);
        try
        {
            using var limit = new CancellationTokenSource(settings.Engine.StopTimeout, clock);
            await host.StopAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
        }

        var outcome = !service.HasEnded ? LiveOutcome.StopTimedOut : service.Failure is not null ? LiveOutcome.Failed : LiveOutcome.Stopped;
        Ended(logger, outcome, status.Events, status.Commits);
        return (outcome, service.Failure);
    }

    private static async Task UntilStopped(IHost host, LiveStatus status, CancellationToken stop)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>();
        using var byHost = lifetime.ApplicationStopping.Register(() => ended.TrySetResult());
        using var byCaller = stop.Register(() => ended.TrySetResult());
        await ended.Task.ConfigureAwait(false);
        if (status.Phase is LivePhase.Starting or LivePhase.Recovering or LivePhase.Running) status.Phase = LivePhase.Stopping;
    }

    private static IHost Build(LiveSettings settings, LiveWork run, TextWriter log, LiveStatus status, Spool spool, TimeProvider clock)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.SetMinimumLevel(settings.Log.Level);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddProvider(new LineLoggerProvider(log, settings.Log.Form, Redaction.Of(settings), clock));
        var services = builder.Services;
        services.AddSingleton<IHostLifetime, CallerLifetime>();
        services.Configure<HostOptions>(options =>
        {
            options.ShutdownTimeout = Timeout.InfiniteTimeSpan;
            options.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.StopHost;
        });
        services.AddSingleton(status);
        services.AddSingleton(run);
        services.AddSingleton(provider => new LiveContext(settings, status, spool, provider.GetRequiredService<ILoggerFactory>(), clock));
        services.AddSingleton(new LiveMeter(status));
        services.AddHostedService(_ => new OtlpExport(settings.Telemetry, settings.Kafka.Group));
        if (settings.Health is { Enabled: true, Address: { } address })
        {
            services.AddHostedService(provider => new HealthServer(address, status, provider.GetRequiredService<ILogger<HealthServer>>()));
        }

        services.AddSingleton<LiveService>();
        services.AddHostedService(provider => provider.GetRequiredService<LiveService>());
        return builder.Build();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Starting in group {Group} with the rules {Rules}")]
    private static partial void Starts(ILogger logger, string group, string rules);

    [LoggerMessage(Level = LogLevel.Information, Message = "Ended: {Outcome}, {Events} events, {Commits} commits")]
    private static partial void Ended(ILogger logger, LiveOutcome outcome, long events, long commits);

    /// <summary>The caller has the signals of the process and says when to stop.</summary>
    private sealed class CallerLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
