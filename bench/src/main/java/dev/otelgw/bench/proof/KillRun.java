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
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Kills one arm again and again under load, starts it again each time, and counts at the end. */
final class KillRun {

  /**
   * What was run.
   *
   * @param kills how often
   * @param longestLife kills come at random within this time after the gateway listens
   * @param requestsPerSecond of the load
   * @param quiet how long nothing may arrive before what is missing counts as lost
   * @param sinkLatency of the backend
   */
  record Plan(
      int kills,
      Duration longestLife,
      double requestsPerSecond,
      Duration quiet,
      Duration sinkLatency) {}

  /** One in so many kills does not wait until the gateway listens. */
  private static final int STARTING = 5;

  /**
   * What came within this time before a kill may have been under way still, as the gateway saw it.
   */
  private static final Duration LATE = Duration.ofSeconds(1);

  private final Plan plan;
  private final Messages messages;
  private final Processes processes;
  private final SinkProcess sink;
  private final Random random;
  private int whileStarting;
  private long recent;
  private long worst;

  KillRun(Plan plan, Messages messages, Processes processes, SinkProcess sink, Random random) {
    this.plan = plan;
    this.messages = messages;
    this.processes = processes;
    this.sink = sink;
    this.random = random;
  }

  /**
   * Runs it; once.
   *
   * @throws IllegalStateException when the gateway does not start again
   */
  KillResult run(String arm, Site site, Target.Protocol protocol)
      throws IOException, InterruptedException {
    sink.reset();
    long begin = System.nanoTime();
    Gateway gateway = site.start(processes, protocol);
    Target target = new Target(protocol, site.address(protocol), connections(protocol));
    try (Load load = Load.to(target, messages);
        ExecutorService loading = Executors.newVirtualThreadPerTaskExecutor();
        Arriving arriving = new Arriving(sink)) {
      Pace pace = new Pace.Open(plan.requestsPerSecond(), Duration.ofDays(1));
      Future<Report> running = loading.submit(() -> load.run(pace, Duration.ofDays(1)));
      try {
        gateway = kills(gateway, site, protocol, load, arriving);
      } finally {
        load.stop();
      }
      Report report = report(running);
      long missing = Drain.await(sink, load, plan.quiet());
      Duration elapsed = Duration.ofNanos(System.nanoTime() - begin);
      gateway.stop();
      return new KillResult(
          arm,
          protocol,
          plan.kills(),
          whileStarting,
          report.acknowledgedItems(),
          report.errors(),
          missing,
          sink.counts().duplicates(),
          recent,
          worst,
          elapsed);
    } finally {
      gateway.close();
    }
  }

  private static int connections(Target.Protocol protocol) {
    return protocol == Target.Protocol.GRPC ? 4 : 64;
  }

  /** Returns the gateway that was started last, which listens. */
  private Gateway kills(
      Gateway first, Site site, Target.Protocol protocol, Load load, Arriving arriving)
      throws IOException, InterruptedException {
    Gateway gateway = first;
    long duplicates = 0;
    for (int kill = 1; kill <= plan.kills(); kill++) {
      if (kill > 1 && random.nextInt(STARTING) == 0) {
        whileStarting++;
      } else {
        gateway.awaitListening();
        load.wake();
      }
      Thread.sleep(random.nextLong(plan.longestLife().toMillis() + 1));
      gateway.kill();
      recent += arriving.within(plan.sinkLatency().plus(LATE));
      long so = sink.counts().duplicates();
      worst = Math.max(worst, so - duplicates);
      duplicates = so;
      gateway = site.launch(processes, protocol);
      progress(kill, duplicates);
    }
    gateway.awaitListening();
    load.wake();
    return gateway;
  }

  private void progress(int kill, long duplicates) throws IOException, InterruptedException {
    if (kill % 10 == 0) {
      System.err.printf(
          "kill: %d of %d, %d items arrived, %d of them again%n",
          kill, plan.kills(), sink.counts().items(), duplicates);
    }
  }

  private static Report report(Future<Report> running) throws InterruptedException {
    try {
      return running.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the load ended: " + e.getCause(), e);
    }
  }
}
