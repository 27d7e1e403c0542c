package dev.otelgw.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.otelgw.bench.message.Compression;
import dev.otelgw.bench.message.ItemNumber;
import dev.otelgw.bench.message.ItemWalk;
import dev.otelgw.bench.message.Messages;
import dev.otelgw.bench.message.NumberSet;
import dev.otelgw.bench.message.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class LoadTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final long MILLI = 1_000_000;

  /** Time that passes only when somebody waits or works. */
  private static final class WorkedTime implements Ticker {
    private long now = 42;

    @Override
    public long nanos() {
      return now;
    }

    @Override
    public void sleepUntil(long deadline) {
      now = Math.max(now, deadline);
    }
  }

  /** Answers on the caller's thread, after the time and with the answer that a script gives. */
  private static final class Scripted implements Transport {
    private final WorkedTime time;
    private final IntFunction<Answer> script;
    private final IntFunction<Duration> work;
    private final List<byte[]> bodies = new ArrayList<>();

    Scripted(WorkedTime time, IntFunction<Duration> work, IntFunction<Answer> script) {
      this.time = time;
      this.script = script;
      this.work = work;
    }

    @Override
    public void send(byte[] body, Consumer<Answer> answered) {
      bodies.add(body);
      time.now += work.apply(bodies.size()).toNanos();
      answered.accept(script.apply(bodies.size()));
    }

    @Override
    public void close() {}
  }

  private static final Answer OK = Answer.ok(new byte[0]);

  private final WorkedTime time = new WorkedTime();

  private Load load(Scripted transport) {
    var shape = new Messages.Shape(Signal.TRACES, 10, Compression.NONE, Messages.Ids.UNIQUE);
    return new Load(transport, Messages.of(shape), time);
  }

  @Test
  void aStallIsFeltByEveryRequestThatItDelays() throws InterruptedException {
    Duration stall = Duration.ofMillis(200);
    Scripted transport =
        new Scripted(time, number -> number == 100 ? stall : Duration.ofNanos(1000), _ -> OK);

    try (Load load = load(transport)) {
      Report report = load.run(new Pace.Open(1000, Duration.ofSeconds(1)), MINUTE);

      // A request a millisecond: of 1000, 200 were due during the stall and waited 100 ms on
      // average.
      assertThat(report.ok()).isEqualTo(1000);
      assertThat(report.latency().p50()).isLessThan(1);
      assertThat(report.latency().p90()).isCloseTo(100, within(3.0));
      assertThat(report.latency().p99()).isCloseTo(190, within(4.0));
      assertThat(report.latency().max()).isCloseTo(200, within(1.0));
      assertThat(report.elapsed()).isBetween(Duration.ofMillis(998), Duration.ofMillis(1001));
    }
  }

  @Test
  void aClosedLoopMeasuresFromTheSending() throws InterruptedException {
    Scripted transport = new Scripted(time, _ -> Duration.ofMillis(2), _ -> OK);

    try (Load load = load(transport)) {
      Report report = load.run(new Pace.Closed(16, 1000), MINUTE);

      assertThat(report.requests()).isEqualTo(100);
      assertThat(report.acknowledgedItems()).isEqualTo(1000);
      assertThat(report.latency().max()).isCloseTo(2, within(0.05));
      assertThat(report.itemsPerSecond()).isCloseTo(5000, within(50.0));
    }
  }

  @Test
  void refusedRequestsAreCountedByStatusAndSlowTheLoopDown() throws InterruptedException {
    Scripted transport =
        new Scripted(
            time,
            _ -> Duration.ZERO,
            number -> number % 2 == 0 ? Answer.refused("UNAVAILABLE", "queue full") : OK);

    try (Load load = load(transport)) {
      Report report = load.run(new Pace.Closed(4, 100), MINUTE);

      assertThat(report.ok()).isEqualTo(10);
      assertThat(report.refused()).isEqualTo(9);
      assertThat(report.byStatus()).containsEntry("UNAVAILABLE", 9L).containsEntry("OK", 10L);
      assertThat(report.errors()).isEqualTo(9);
      assertThat(report.firstProblem()).isEqualTo("UNAVAILABLE queue full");
      assertThat(report.elapsed().toNanos()).isGreaterThanOrEqualTo(9 * 5 * MILLI);
    }
  }

  @Test
  void endsWhenItsTimeIsUp() throws InterruptedException {
    Scripted transport = new Scripted(time, _ -> Duration.ofMillis(100), _ -> Answer.failed("500"));

    try (Load load = load(transport)) {
      Report report = load.run(new Pace.Closed(1, 100), Duration.ofSeconds(2));

      assertThat(report.failed()).isBetween(18L, 21L);
      assertThat(report.acknowledgedItems()).isZero();
    }
  }

  @Test
  void losesAreAcknowledgedItemsThatDidNotArrive() throws InterruptedException {
    Scripted transport =
        new Scripted(
            time, _ -> Duration.ZERO, number -> number == 3 ? Answer.refused("503", "") : OK);

    try (Load load = load(transport)) {
      load.run(new Pace.Closed(1, 20), MINUTE);
      load.run(new Pace.Closed(1, 20), MINUTE);

      NumberSet arrived = new NumberSet();
      transport.bodies.stream().skip(1).forEach(body -> numbers(body).forEach(arrived::add));
      assertThat(transport.bodies).hasSize(5);
      assertThat(load.lost(arrived)).isEqualTo(10);
      numbers(transport.bodies.getFirst()).forEach(arrived::add);
      assertThat(load.lost(arrived)).isZero();
    }
  }

  private static List<Long> numbers(byte[] body) {
    List<Long> numbers = new ArrayList<>();
    ItemWalk.visit(Signal.TRACES, body, id -> numbers.add(ItemNumber.read(body, id)));
    return numbers;
  }
}
