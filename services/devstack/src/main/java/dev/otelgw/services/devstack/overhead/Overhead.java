package dev.otelgw.services.devstack.overhead;

import dev.otelgw.services.devstack.Service;
import dev.otelgw.services.devstack.sink.ReceivedLog;
import dev.otelgw.services.devstack.sink.ReceivedSpan;
import dev.otelgw.services.devstack.sink.Telemetry;
import dev.otelgw.services.devstack.sink.TraceTree;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/**
 * The cost of the agent: three APIs alive at once, one without it, one with it, and one more
 * without it, whose difference from the first is what the machine makes of nothing. Blocks of load
 * alternate at random; a round has one of each, and its ratios are what is compared.
 */
public final class Overhead {

  private static final double[] PERCENTILES = {50, 90, 99, 99.9};

  private final Map<Kind, Arm> arms = new EnumMap<>(Kind.class);
  private final Map<Kind, List<Arm.Block>> blocks = new EnumMap<>(Kind.class);
  private final Plan plan;

  private Overhead(Plan plan) {
    this.plan = plan;
  }

  private enum Kind {
    PLAIN,
    AGENT,
    CONTROL
  }

  /** What to do. */
  private record Plan(double rate, Duration block, int rounds, Duration warmUp) {

    static Plan of(String[] arguments) {
      Map<String, String> given = new LinkedHashMap<>();
      for (int i = 0; i + 1 < arguments.length; i += 2) {
        given.put(arguments[i], arguments[i + 1]);
      }
      Plan plan =
          new Plan(
              Double.parseDouble(taken(given, "--rate", "60")),
              Duration.ofSeconds(Long.parseLong(taken(given, "--block", "15"))),
              Integer.parseInt(taken(given, "--rounds", "12")),
              Duration.ofSeconds(Long.parseLong(taken(given, "--warm-up", "60"))));
      if (!given.isEmpty() || arguments.length % 2 == 1) {
        throw new IllegalArgumentException(
            "usage: bench/overhead [--rate N/s] [--block SECONDS] [--rounds N] [--warm-up SECONDS]");
      }
      return plan;
    }

    private static String taken(Map<String, String> given, String name, String otherwise) {
      String value = given.remove(name);
      return value == null ? otherwise : value;
    }
  }

  /** Runs it and prints a table in Markdown. */
  public static void main(String[] arguments) throws InterruptedException {
    Plan plan;
    try {
      plan = Plan.of(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    new Overhead(plan).run(Path.of("bench", "target", "overhead"));
    System.exit(0);
  }

  private void run(Path folder) throws InterruptedException {
    try {
      Duration metrics = Duration.ofMinutes(1);
      arms.put(Kind.PLAIN, Arm.start(folder, "no agent", false, metrics));
      arms.put(Kind.AGENT, Arm.start(folder, "agent", true, metrics));
      arms.put(Kind.CONTROL, Arm.start(folder, "control", false, metrics));
      say("warming up");
      round(plan.warmUp());
      blocks.clear();
      Telemetry telemetry = arm(Kind.AGENT).stack().telemetry();
      telemetry.clear();
      for (int i = 1; i <= plan.rounds(); i++) {
        round(plan.block());
        say("round %d of %d: %s".formatted(i, plan.rounds(), lastRound()));
      }
      print(telemetry);
    } finally {
      arms.values().forEach(Arm::close);
    }
  }

  private void round(Duration length) throws InterruptedException {
    List<Kind> order = new ArrayList<>(List.of(Kind.values()));
    Collections.shuffle(order, new Random());
    for (Kind kind : order) {
      Arm.Block block = arm(kind).load(plan.rate(), length);
      blocks.computeIfAbsent(kind, _ -> new ArrayList<>()).add(block);
    }
  }

  /** P50 and P99 of each arm, to see which block a stall was in. */
  private String lastRound() {
    return Arrays.stream(Kind.values())
        .map(kind -> {
          Arm.Block last = of(kind).getLast();
          return "%s %.1f, %.1f ms"
              .formatted(arm(kind).name(), last.at(50) / 1000, last.at(99) / 1000);
        })
        .collect(Collectors.joining("; "));
  }

  private void print(Telemetry telemetry) {
    System.out.printf(
        "%d rounds of %d s at %.0f requests/s for each arm, %d processors%n%n",
        plan.rounds(),
        plan.block().toSeconds(),
        plan.rate(),
        Runtime.getRuntime().availableProcessors());
    System.out.println("| | no agent | agent | agent / no agent | control / no agent (A/A) |");
    System.out.println("|---|---|---|---|---|");
    for (double percentile : PERCENTILES) {
      System.out.printf(
          "| P%s, ms | %.2f | %.2f | %s | %s |%n",
          percentile == (int) percentile ? Integer.toString((int) percentile) : percentile,
          merged(Kind.PLAIN).getValueAtPercentile(percentile) / 1000.0,
          merged(Kind.AGENT).getValueAtPercentile(percentile) / 1000.0,
          ratio(Kind.AGENT, block -> block.at(percentile)),
          ratio(Kind.CONTROL, block -> block.at(percentile)));
    }
    System.out.printf(
        "| CPU of the API, ms per request | %.2f | %.2f | %s | %s |%n",
        cpu(Kind.PLAIN),
        cpu(Kind.AGENT),
        ratio(Kind.AGENT, Arm.Block::cpuMicros),
        ratio(Kind.CONTROL, Arm.Block::cpuMicros));
    printTelemetry(telemetry);
    blocks.forEach((kind, all) -> {
      long errors = all.stream().mapToLong(Arm.Block::errors).sum();
      if (errors > 0) {
        System.out.printf("%nNOT VALID: %d errors of %s%n", errors, arm(kind).name());
      }
    });
  }

  /** What a request costs on the wire, uncompressed, as the backend received it. */
  private void printTelemetry(Telemetry telemetry) {
    double requests = merged(Kind.AGENT).getTotalCount();
    String api = Service.API.serviceName();
    List<ReceivedSpan> spans = telemetry.spans(span -> span.service().equals(api));
    List<ReceivedLog> logs = telemetry.logs(log -> log.service().equals(api));
    long bytes =
        spans.stream().mapToLong(span -> span.span().getSerializedSize()).sum()
            + logs.stream().mapToLong(log -> log.log().getSerializedSize()).sum();
    System.out.printf(
        "%nTelemetry of a request: %.1f spans, %.2f log records, %.0f bytes of OTLP%n",
        spans.size() / requests, logs.size() / requests, bytes / requests);
    spans.stream()
        .filter(ReceivedSpan::isRoot)
        .max(Comparator.comparing(ReceivedSpan::duration))
        .ifPresent(slowest ->
            say("the slowest request: " + TraceTree.print(telemetry.trace(slowest.traceId()))));
  }

  private Arm arm(Kind kind) {
    return Objects.requireNonNull(arms.get(kind));
  }

  private List<Arm.Block> of(Kind kind) {
    return blocks.getOrDefault(kind, List.of());
  }

  private Histogram merged(Kind kind) {
    Histogram all = new Histogram(3);
    of(kind).forEach(block -> all.add(block.latencies()));
    return all;
  }

  private double cpu(Kind kind) {
    return Ratios.median(of(kind).stream().mapToDouble(Arm.Block::cpuMicros).toArray()) / 1000;
  }

  private Ratios ratio(Kind kind, ToDoubleFunction<Arm.Block> figure) {
    double[] ratios = new double[of(kind).size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] =
          figure.applyAsDouble(of(kind).get(i)) / figure.applyAsDouble(of(Kind.PLAIN).get(i));
    }
    return Ratios.of(ratios);
  }

  private static void say(String what) {
    System.err.println("overhead: " + what);
  }
}
