package dev.otelgw.bench.proof;

import dev.otelgw.bench.arm.Gateway;
import dev.otelgw.bench.arm.Processes;
import dev.otelgw.bench.arm.SinkProcess;
import dev.otelgw.bench.arm.Site;
import dev.otelgw.bench.load.Load;
import dev.otelgw.bench.load.Pace;
import dev.otelgw.bench.load.Report;
import dev.otelgw.bench.load.Target;
import dev.otelgw.bench.message.Messages;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** One arm before a backend that is in trouble for a while; used once. */
final class OutageRun {

  /** What is wrong with the backend. */
  enum Trouble {
    /** It refuses connections. */
    DOWN,
    /**
     * It answers 401 to a quarter of the items and 403 to the next, it refuses connections for the
     * third, the gateway is stopped and started again, and the last quarter comes; then all is
     * well.
     */
    TOKEN
  }

  /**
   * What is run.
   *
   * @param items acknowledged while the trouble lasts
   * @param warmup items before it
   * @param inFlight requests under way at once, in both
   * @param requestsPerSecond what comes in while the gateway catches up
   * @param quiet how long nothing may arrive before what is missing counts as lost
   * @param settle from the last arrival to the reading of memory
   */
  record Plan(
      long items,
      long warmup,
      int inFlight,
      double requestsPerSecond,
      Duration quiet,
      Duration settle) {}

  private static final Duration LIMIT = Duration.ofMinutes(30);
  private static final Duration POLL = Duration.ofMillis(100);

  private final Plan plan;
  private final Messages messages;
  private final Processes processes;
  private final SinkProcess sink;
  private final Site site;
  private Gateway gateway;
  private long acknowledged;
  private long refused;
  private double seconds;

  OutageRun(Plan plan, Messages messages, Processes processes, SinkProcess sink, Site site)
      throws IOException, InterruptedException {
    this.plan = plan;
    this.messages = messages;
    this.processes = processes;
    this.sink = sink;
    this.site = site;
    gateway = site.start(processes, Target.Protocol.GRPC);
  }

  OutageResult run(String arm, Trouble trouble) throws IOException, InterruptedException {
    sink.reset();
    Target target = new Target(Target.Protocol.GRPC, site.address(Target.Protocol.GRPC), 4);
    try (Load load = Load.to(target, messages)) {
      load.run(new Pace.Closed(plan.inFlight(), plan.warmup()), LIMIT);
      long missingBefore = Drain.await(sink, load, plan.quiet());
      if (missingBefore > 0) {
        throw new IllegalStateException(missingBefore + " items missing before the trouble began");
      }
      Thread.sleep(plan.settle());
      double before = gateway.tree().rssMib();
      System.err.printf("outage: %s: %.0f MiB resident; the trouble begins%n", arm, before);
      suffer(trouble, load);
      double atEnd = gateway.tree().rssMib();
      double disk = Disk.mib(site.folder());
      System.err.printf(
          "outage: %s: %.0f MiB resident, %.0f MiB on disk; the trouble ends%n", arm, atEnd, disk);
      Recovery recovery = recover(load);
      long missing = Drain.await(sink, load, plan.quiet());
      Thread.sleep(plan.settle());
      double after = gateway.tree().rssMib();
      double diskAfter = Disk.mib(site.folder());
      gateway.stop();
      return new OutageResult(
          arm,
          trouble,
          acknowledged,
          acknowledged / seconds,
          refused,
          missing,
          sink.counts().duplicates(),
          before,
          atEnd,
          after,
          disk,
          diskAfter,
          recovery.resumed,
          recovery.drained,
          recovery.items / Math.max(1e-3, recovery.drained),
          recovery.arriving);
    } finally {
      gateway.close();
      sink.status(200);
    }
  }

  private void suffer(Trouble trouble, Load load) throws IOException, InterruptedException {
    switch (trouble) {
      case DOWN -> {
        sink.away();
        take(load, plan.items());
      }
      case TOKEN -> {
        sink.status(401);
        take(load, plan.items() / 4);
        sink.status(403);
        take(load, plan.items() / 4);
        sink.away();
        take(load, plan.items() / 4);
        gateway.stop();
        gateway = site.start(processes, Target.Protocol.GRPC);
        load.wake();
        take(load, plan.items() - plan.items() / 4 * 3);
        sink.status(200);
      }
    }
  }

  private void take(Load load, long items) throws InterruptedException {
    Report report = load.run(new Pace.Closed(plan.inFlight(), items), LIMIT);
    acknowledged += report.acknowledgedItems();
    refused += report.errors();
    seconds += report.elapsed().toNanos() / 1e9;
    if (report.errors() > 0) {
      System.err.println("outage: not acknowledged: " + report.firstProblem());
    }
  }

  private record Recovery(double resumed, double drained, long items, double arriving) {}

  /** Lets the backend be well while load goes on coming, until what had waited is gone. */
  private Recovery recover(Load load) throws IOException, InterruptedException {
    long waiting = load.requests();
    long items = load.lost(sink.arrived(), waiting);
    try (ExecutorService loading = Executors.newVirtualThreadPerTaskExecutor()) {
      long back = System.nanoTime();
      sink.back();
      Future<Report> fresh =
          loading.submit(
              () -> load.run(new Pace.Open(plan.requestsPerSecond(), Duration.ofDays(1)), LIMIT));
      long first = back;
      long last = back;
      try {
        long missing = items;
        for (long changed = back;
            missing > 0 && System.nanoTime() - changed < plan.quiet().toNanos(); ) {
          Thread.sleep(POLL);
          long so = load.lost(sink.arrived(), waiting);
          if (so < missing) {
            changed = System.nanoTime();
            first = missing == items ? changed : first;
            last = changed;
          }
          missing = so;
        }
        items -= missing;
      } finally {
        load.stop();
      }
      double arriving = fresh.get().itemsPerSecond();
      return new Recovery((first - back) / 1e9, (last - first) / 1e9, items, arriving);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the load ended: " + e.getCause(), e);
    }
  }
}
