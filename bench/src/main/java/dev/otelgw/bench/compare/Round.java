package dev.otelgw.bench.compare;

import dev.otelgw.bench.load.Load;
import dev.otelgw.bench.load.Report;
import dev.otelgw.bench.load.Target;
import dev.otelgw.bench.message.Messages;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs one arm once: a fresh process, warm-up, the measured load, drain, stop, and what was lost.
 */
final class Round {

  private final Plan plan;
  private final Messages messages;
  private final Processes processes;
  private final SinkProcess sink;

  Round(Plan plan, Messages messages, Processes processes, SinkProcess sink) {
    this.plan = plan;
    this.messages = messages;
    this.processes = processes;
    this.sink = sink;
  }

  /**
   * Runs it.
   *
   * @param folder empty; gets the gateway's configuration and output
   * @throws IllegalStateException when the gateway does not start
   */
  RoundResult run(Arm arm, int number, Placeholders values, Path folder)
      throws IOException, InterruptedException {
    Map<String, String> ports = ports();
    Placeholders filled = values.with(ports).with(Map.of("dir", folder.toString()));
    Files.createDirectories(folder);
    filled = filled.with(Map.of("config", config(arm, filled, folder)));
    List<String> command = filled.command("arm " + arm.name(), arm.command());
    boolean grpc = plan.load().protocol() == Target.Protocol.GRPC;
    int port = Integer.parseInt(ports.getOrDefault(grpc ? "grpc_port" : "http_port", ""));
    sink.reset();
    try (Gateway gateway = Gateway.start(processes, command, folder.resolve("output.log"), port);
        Load load = Load.to(plan.load().target(gateway.address()), messages)) {
      return measured(arm.name(), number, gateway, load);
    }
  }

  private RoundResult measured(String arm, int number, Gateway gateway, Load load)
      throws IOException, InterruptedException {
    Thread.sleep(plan.settle());
    double idle = gateway.tree().rssMib();
    long before = warmUp(load);
    sink.awaitItems(before, plan.quiet());
    Used start = Used.now(gateway, sink);
    Report report = load.run(plan.load().pace(plan.items(), plan.duration()), plan.limit());
    sink.awaitItems(before + report.acknowledgedItems(), plan.quiet());
    Used used = Used.now(gateway, sink).since(start);
    double rss = gateway.tree().rssMib();
    double peak = gateway.tree().peakMib();
    gateway.stop();
    SinkProcess.Counts counts = sink.counts();
    boolean unique = messages.shape().ids() == Messages.Ids.UNIQUE;
    return new RoundResult(
        arm,
        number,
        gateway.startTime().toNanos() / 1e9,
        idle,
        used.gateway(),
        used.wall(),
        Math.max(0, used.machine() - used.gateway() - used.sink() - used.self()) / used.wall(),
        rss,
        peak,
        unique
            ? load.lost(sink.arrived())
            : Math.max(0, before + report.acknowledgedItems() - counts.items()),
        unique ? counts.duplicates() : -1,
        report);
  }

  /** Items acknowledged in the warm-up. */
  private long warmUp(Load load) throws InterruptedException {
    boolean none = plan.load().open() ? plan.warmup().isZero() : plan.warmupItems() == 0;
    return none
        ? 0
        : load.run(plan.load().pace(plan.warmupItems(), plan.warmup()), plan.limit())
            .acknowledgedItems();
  }

  private static String config(Arm arm, Placeholders values, Path folder) throws IOException {
    if (arm.config().isEmpty()) {
      return "";
    }
    Path template = Path.of(arm.config());
    Path config = folder.resolve(template.getFileName());
    Files.writeString(config, values.fill(template.toString(), Files.readString(template)));
    return config.toString();
  }

  /** Free ports of this moment, all different. */
  private static Map<String, String> ports() throws IOException {
    Map<String, String> ports = new HashMap<>();
    try (ServerSocket grpc = new ServerSocket(0);
        ServerSocket http = new ServerSocket(0);
        ServerSocket metrics = new ServerSocket(0);
        ServerSocket health = new ServerSocket(0)) {
      ports.put("grpc_port", Integer.toString(grpc.getLocalPort()));
      ports.put("http_port", Integer.toString(http.getLocalPort()));
      ports.put("metrics_port", Integer.toString(metrics.getLocalPort()));
      ports.put("health_port", Integer.toString(health.getLocalPort()));
    }
    return ports;
  }

  /** CPU seconds used so far, and the time. */
  private record Used(double gateway, double sink, double self, double machine, double wall) {

    static Used now(Gateway gateway, SinkProcess sink) {
      double self =
          ProcessHandle.current()
              .info()
              .totalCpuDuration()
              .map(time -> time.toNanos() / 1e9)
              .orElse(0.0);
      return new Used(
          gateway.tree().cpuSeconds(),
          sink.tree().cpuSeconds(),
          self,
          Machine.busySeconds(),
          System.nanoTime() / 1e9);
    }

    Used since(Used start) {
      return new Used(
          gateway - start.gateway,
          sink - start.sink,
          self - start.self,
          machine - start.machine,
          wall - start.wall);
    }
  }
}
