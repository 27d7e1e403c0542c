package dev.otelgw.bench.compare;

import dev.otelgw.bench.arm.Arm;
import dev.otelgw.bench.arm.Gateway;
import dev.otelgw.bench.arm.Machine;
import dev.otelgw.bench.arm.Placeholders;
import dev.otelgw.bench.arm.Processes;
import dev.otelgw.bench.arm.SinkProcess;
import dev.otelgw.bench.arm.Site;
import dev.otelgw.bench.load.Load;
import dev.otelgw.bench.load.Report;
import dev.otelgw.bench.message.Messages;
import java.io.IOException;
import java.nio.file.Path;

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
    Site site = Site.of(arm, values, folder);
    sink.reset();
    try (Gateway gateway = site.start(processes, plan.load().protocol());
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
