package dev.otelgw.services.devstack.demo;

import dev.otelgw.services.devstack.DevStack;
import dev.otelgw.services.devstack.DevStackBuilder;
import dev.otelgw.services.devstack.Gateway;
import dev.otelgw.services.devstack.Service;
import dev.otelgw.services.devstack.load.Community;
import dev.otelgw.services.devstack.load.GameLoad;
import dev.otelgw.services.devstack.processes.StackException;
import dev.otelgw.services.devstack.sink.TraceTree;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The program behind {@code ./otelgw demo}. */
public final class Demo {

  private static final Path FOLDER = Path.of("data", "demo");
  private static final Duration EVERY = Duration.ofSeconds(5);
  private static final int KEPT = 20_000;
  private static final int MEMBERS = 12;

  private final Options options;
  private final Ending ending;
  private final PrintStream out;

  private Demo(Options options, Ending ending, PrintStream out) {
    this.options = options;
    this.ending = ending;
    this.out = out;
  }

  /** Runs until told to end. */
  public static void main(String[] arguments) throws InterruptedException {
    System.exit(run(List.of(arguments)));
  }

  private static int run(List<String> arguments) throws InterruptedException {
    try {
      Options options = Options.of(arguments);
      if (options.help()) {
        System.out.print(Options.HELP);
        return 0;
      }
      new Demo(options, Ending.onSignals(), System.out).run();
      return 0;
    } catch (Options.WrongOption e) {
      System.err.println("otelgw demo: " + e.getMessage());
      return 2;
    } catch (StackException | IllegalStateException | UncheckedIOException e) {
      System.err.println("otelgw demo: " + e.getMessage());
      return 1;
    }
  }

  private void run() throws InterruptedException {
    out.println("starting servers, services and the gateway; this takes half a minute");
    GrafanaCloud cloud = GrafanaCloud.of(System.getenv());
    cloud.complaint().ifPresent(out::println);
    try (DevStack stack = plan(cloud).start()) {
      out.println();
      places(stack, cloud).forEach(this::place);
      out.println();
      ending.started();
      try (Community community =
              Community.of(
                  stack.discord(),
                  URI.create(stack.service(Service.API).url()),
                  URI.create(stack.service(Service.BOT).url()),
                  MEMBERS);
          GameLoad load = GameLoad.start(community, options.rates())) {
        watch(stack, load);
      }
      out.println("ending: services, gateway, servers");
    }
    out.println("ended");
  }

  private DevStackBuilder plan(GrafanaCloud cloud) {
    return DevStack.in(FOLDER)
        .usualPorts()
        .programs(FOLDER.resolve("programs"))
        .interval(EVERY)
        .kept(KEPT)
        .grafanaCloud(cloud.variables())
        .progress(part -> out.println("  " + part + " is ready"));
  }

  private record Where(String what, String where) {}

  private void place(Where line) {
    out.println("%-14s %s".formatted(line.what(), line.where()));
  }

  private static List<Where> places(DevStack stack, GrafanaCloud cloud) {
    Gateway.Endpoints gateway = stack.gateway().endpoints();
    return List.of(
        new Where("API", stack.service(Service.API).url() + "/api/v1/version"),
        new Where("bot", stack.service(Service.BOT).url() + "/interactions"),
        new Where("Discord", "%s (a stand-in)".formatted(stack.discord().apiUrl())),
        new Where("PostgreSQL", stack.postgres().endpoint()),
        new Where("Redis", stack.redis().endpoint()),
        new Where(
            "RabbitMQ",
            "%s, management %s"
                .formatted(stack.rabbit().endpoint(), stack.rabbit().managementUrl())),
        new Where(
            "gateway",
            "OTLP/gRPC 127.0.0.1:%d, OTLP/HTTP 127.0.0.1:%d"
                .formatted(gateway.grpc(), gateway.http())),
        new Where(
            "",
            "http://127.0.0.1:%d/metrics, http://127.0.0.1:%d/ready"
                .formatted(gateway.metrics(), gateway.health())),
        new Where("backend", stack.sink().url() + " (this process)"),
        new Where("Grafana Cloud", cloud.where()),
        new Where("files", FOLDER.toAbsolutePath() + ": gateway.yaml, logs"));
  }

  private void watch(DevStack stack, GameLoad load) throws InterruptedException {
    Report report = new Report();
    long start = System.nanoTime();
    long last = start;
    boolean shown = false;
    while (!ending.await(left(start))) {
      long now = System.nanoTime();
      out.print(report.signals(stack.telemetry().counts(), (now - last) / 1e9));
      report.failures(load).ifPresent(out::println);
      last = now;
      if (!shown) {
        shown = show(stack);
      }
      Duration limit = options.duration();
      if (limit != null && now - start >= limit.toNanos()) {
        return;
      }
    }
  }

  /** Until the next lines, or the end where that comes first. */
  private Duration left(long start) {
    Duration limit = options.duration();
    if (limit == null) {
      return EVERY;
    }
    Duration left = limit.minusNanos(System.nanoTime() - start);
    return left.compareTo(EVERY) < 0 ? left : EVERY;
  }

  private boolean show(DevStack stack) {
    return Showpiece.find(stack.telemetry())
        .map(trace -> {
          out.println("\na game is planned, and its message is at Discord:");
          out.println(TraceTree.print(trace));
          return true;
        })
        .orElse(false);
  }
}
