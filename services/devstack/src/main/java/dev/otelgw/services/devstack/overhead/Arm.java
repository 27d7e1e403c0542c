package dev.otelgw.services.devstack.overhead;

import dev.otelgw.services.devstack.DevStack;
import dev.otelgw.services.devstack.Service;
import dev.otelgw.services.devstack.load.Community;
import dev.otelgw.services.devstack.load.Visitor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * One of those that are compared: an API with servers of its own, all of them alive from the first
 * block to the last, so that only the block under load differs.
 */
final class Arm implements AutoCloseable {

  /** The same JVM for all: compilers as in production, a heap that does not grow, one collector. */
  private static final String[] JVM = {
    "-Xms256m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:+AlwaysPreTouch"
  };

  private static final int PLAYERS = 61;
  private static final int OPERATIONS = 3;

  /** Ticks of the processor clock in a second: fixed in Linux's interface to programs. */
  private static final double TICKS = 100;

  /** Latencies up to this are kept; above it is this. */
  private static final long MOST_MICROS = 60_000_000;

  private final String name;
  private final DevStack stack;
  private final Community community;
  private final String game;
  private final ReentrantLock[] locks =
      Stream.generate(ReentrantLock::new).limit(PLAYERS).toArray(ReentrantLock[]::new);
  private final int[] done = new int[PLAYERS];
  private long turns;

  private Arm(String name, DevStack stack, Community community, String game) {
    this.name = name;
    this.stack = stack;
    this.community = community;
    this.game = game;
  }

  /**
   * What one block gave.
   *
   * @param latencies microseconds from when a request was to be sent to its answer
   * @param cpuMicros of the API for each request
   * @param errors answers other than the ones wanted
   */
  record Block(Histogram latencies, double cpuMicros, long errors) {

    double at(double percentile) {
      return latencies.getValueAtPercentile(percentile);
    }
  }

  /** Starts one, with the agent or without. */
  static Arm start(Path folder, String name, boolean agent, Duration metrics) {
    DevStack stack =
        DevStack.in(folder.resolve(name.toLowerCase(Locale.ROOT).replace(' ', '-')))
            .agent(agent)
            .services(Service.API)
            .interval(metrics)
            .jvm(JVM)
            .kept(2_000_000)
            .start();
    try {
      Community community =
          Community.of(
              stack.discord(),
              URI.create(stack.service(Service.API).url()),
              URI.create(stack.service(Service.BOT).url()),
              PLAYERS);
      String game =
          community
              .plan("Overhead", Instant.now().plus(Duration.ofDays(7)), 100)
              .path("id")
              .asText();
      return new Arm(name, stack, community, game);
    } catch (RuntimeException e) {
      stack.close();
      throw e;
    }
  }

  String name() {
    return name;
  }

  DevStack stack() {
    return stack;
  }

  /**
   * Load in an open loop: when each request is to be sent is fixed beforehand, and its latency
   * counts from then, so that a stall is seen by all whom it would have met.
   *
   * @param perSecond requests
   */
  Block load(double perSecond, Duration length) throws InterruptedException {
    Histogram latencies = new ConcurrentHistogram(MOST_MICROS, 3);
    AtomicLong errors = new AtomicLong();
    long count = (long) (perSecond * length.toMillis() / 1000);
    double cpu = cpuSeconds();
    long start = System.nanoTime();
    try (ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor()) {
      for (long i = 0; i < count; i++) {
        long due = start + (long) (i * 1e9 / perSecond);
        long wait = due - System.nanoTime();
        if (wait > 0) {
          Thread.sleep(Duration.ofNanos(wait));
        }
        long turn = turns++;
        requests.execute(() -> {
          if (!request(turn)) {
            errors.incrementAndGet();
          }
          long micros = (System.nanoTime() - due) / 1000;
          latencies.recordValue(Math.min(micros, MOST_MICROS));
        });
      }
    }
    return new Block(latencies, (cpuSeconds() - cpu) * 1e6 / count, errors.get());
  }

  /**
   * Each player in turn joins, looks, and leaves: reads and writes, Redis, SQL and the outbox. One
   * who is still at it is waited for, which counts as latency too.
   */
  private boolean request(long turn) {
    int number = (int) (turn % (PLAYERS - 1));
    Visitor player = community.members().get(1 + number);
    String path = "/api/v1/games/" + game;
    locks[number].lock();
    try {
      Visitor.Answer answer =
          switch (done[number]++ % OPERATIONS) {
            case 0 -> player.post(path + "/join", Map.of());
            case 1 -> player.get(path);
            default -> player.post(path + "/leave", Map.of());
          };
      if (answer.status() >= 300) {
        System.err.printf("overhead: %s: %d %s%n", name, answer.status(), answer.text());
      }
      return answer.status() < 300;
    } catch (UncheckedIOException e) {
      System.err.printf("overhead: %s: %s%n", name, e.getMessage());
      return false;
    } finally {
      locks[number].unlock();
    }
  }

  /** User and system time of the API's process so far. */
  private double cpuSeconds() {
    long pid = stack.service(Service.API).process().pid();
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    community.close();
    stack.close();
  }
}
