package dev.otelgw.gateway;

import dev.otelgw.gateway.config.Loaded;
import dev.otelgw.gateway.logs.Logs;
import dev.otelgw.gateway.proxy.EnvironmentProxies;
import dev.otelgw.pipeline.StartException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    versionProvider = ProductVersion.class,
    description = {
      "Runs the gateway until it is told to stop (Ctrl-C, SIGTERM). SIGHUP makes it read its"
          + " configuration again.",
      "",
      "Without --config it listens for OTLP on 127.0.0.1:4317 (gRPC) and :4318 (HTTP), on another"
          + " address if OTELGW_HOST names one. It sends to Grafana Cloud when"
          + " GRAFANA_CLOUD_OTLP_ENDPOINT, GRAFANA_CLOUD_OTLP_INSTANCE_ID and"
          + " GRAFANA_CLOUD_API_KEY are set; else it prints a line per request and keeps the data"
          + " under data/."
    })
final class RunCommand implements Callable<Integer> {

  @Mixin private ConfigOptions options = new ConfigOptions();

  @Option(
      names = "--drain-timeout",
      paramLabel = "SECONDS",
      defaultValue = "20",
      description =
          "How long to go on delivering after the signal to stop (default: ${DEFAULT-VALUE} s)."
              + " Kubernetes kills after 30 s.")
  private int drainSeconds;

  @Option(
      names = "--watch",
      description =
          "Reload when a configuration file changes, as SIGHUP does. A bad file changes nothing.")
  private boolean watch;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    Map<String, String> environment = System.getenv();
    Optional<Loaded.Ok> loaded = options.load(environment, err);
    if (loaded.isEmpty()) {
      return ExitCodes.USAGE;
    }
    EnvironmentProxies.install(environment);
    CountDownLatch stop = new CountDownLatch(1);
    try (Logs _ = Logs.install(loaded.get().configuration().service().telemetry().logs());
        GatewayProcess process =
            new GatewayProcess(loaded.get().configuration(), Duration.ofSeconds(drainSeconds))) {
      Signals.on("TERM", () -> stopOrEnd(stop));
      Signals.on("INT", () -> stopOrEnd(stop));
      Signals.on("HUP", () -> {}); // Until all runs; unhandled, it would end the process.
      process.start();
      if (options.builtIn()) {
        err.println(FirstSteps.text(environment));
      }
      untilStopped(stop, loaded.get(), process);
    } catch (StartException e) {
      err.println(e.getMessage());
      return ExitCodes.FAILED;
    }
    return ExitCodes.OK;
  }

  private void untilStopped(CountDownLatch stop, Loaded.Ok loaded, GatewayProcess process)
      throws InterruptedException {
    Supplier<Loaded> read = () -> options.read(System.getenv());
    List<Path> watched = watch ? options.paths() : List.of();
    try (Reloader reloader = new Reloader(read, process, loaded.configuration());
        FileWatch _ = new FileWatch(watched, () -> reloader.ask("the configuration changed"))) {
      Signals.on("HUP", () -> reloader.ask("SIGHUP"));
      stop.await();
    }
  }

  /** The first signal stops in good order; the second means it. */
  private static void stopOrEnd(CountDownLatch stop) {
    if (stop.getCount() == 0) {
      Runtime.getRuntime().halt(ExitCodes.FAILED);
    }
    stop.countDown();
  }
}
