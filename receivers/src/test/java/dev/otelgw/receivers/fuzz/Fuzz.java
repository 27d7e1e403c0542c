package dev.otelgw.receivers.fuzz;

import dev.otelgw.pipeline.testing.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Runs a plan against a real receiver and says what came of it. */
final class Fuzz implements AutoCloseable {

  private static final int THREADS = 12;
  private static final int MOST_FINDINGS = 20;
  private static final long HANG_NANOS = Duration.ofMinutes(3).toNanos();
  private static final long GROWTH = 24L << 20;
  private static final int WARM_UP = 10_000;

  private final Plan plan;
  private final Consumer<String> out;
  private final FuzzedReceiver receiver = new FuzzedReceiver();
  private final Map<Plan.Way, Entrance> entrances = new EnumMap<>(Plan.Way.class);
  private final Map<Plan.Way, AtomicLong> counts = new EnumMap<>(Plan.Way.class);
  private final List<String> findings = new CopyOnWriteArrayList<>();
  private final List<Worker> workers = new ArrayList<>();
  private final AtomicLong next = new AtomicLong();
  private final Complaints complaints;

  Fuzz(Plan plan, Consumer<String> out) {
    this.plan = plan;
    this.out = out;
    Corpus corpus = new Corpus(plan.seed());
    for (Plan.Way way : Plan.Way.values()) {
      counts.put(way, new AtomicLong());
      entrances.put(way, entrance(way, corpus));
    }
    complaints = new Complaints(this::complained);
  }

  private Entrance entrance(Plan.Way way, Corpus corpus) {
    return switch (way) {
      case PROTOBUF -> new ProtobufEntrance(corpus);
      case JSON -> new JsonEntrance(corpus);
      case COMPRESSION -> new CompressionEntrance(corpus);
      case HTTP -> new HttpEntrance(corpus, receiver.httpPort());
      case HTTP_BODY -> new HttpBodyEntrance(corpus, receiver.httpPort());
      case HTTP2 -> new Http2Entrance(corpus, receiver.grpcPort());
      case GRPC_BODY -> new GrpcBodyEntrance(corpus, receiver.grpcPort());
    };
  }

  /** What was found, empty if all is well. */
  List<String> findings() {
    return List.copyOf(findings);
  }

  /** All inputs of the plan, then a look at what is left of them. */
  String run() throws InterruptedException {
    long begin = System.nanoTime();
    through(Math.min(WARM_UP, plan.inputs()));
    Growth before = Growth.now();
    through(plan.inputs());
    settled();
    Growth after = Growth.now();
    if (after.heap() > before.heap() + GROWTH || after.direct() > before.direct() + GROWTH) {
      found("grew: %s before, %s after".formatted(before, after));
    }
    answers();
    double seconds = (System.nanoTime() - begin) / 1e9;
    long done = Math.min(next.get(), plan.inputs());
    return "fuzz: seed %d, %d inputs in %.0f s (%.0f/s) %s; %d findings; %s before, %s after; slowest %d ms"
        .formatted(
            plan.seed(),
            done,
            seconds,
            done / seconds,
            shares(),
            findings.size(),
            before,
            after,
            workers.stream().mapToLong(worker -> worker.slowest).max().orElse(0) / 1_000_000);
  }

  private String shares() {
    List<String> shares = new ArrayList<>();
    counts.forEach((way, count) -> shares.add(entrances.get(way).name() + " " + count));
    return shares.toString();
  }

  /** A single input again. */
  void replay(Path file) throws IOException {
    String name = file.getFileName().toString();
    Entrance entrance =
        entrances.values().stream()
            .filter(candidate -> name.startsWith("fuzz_" + candidate.name() + "_"))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException(name + " names no entrance"));
    judge(entrance, Files.readAllBytes(file), "replay of " + name);
    settled();
  }

  private void through(long end) throws InterruptedException {
    workers.clear();
    for (int i = 0; i < THREADS; i++) {
      Worker worker = new Worker(end);
      workers.add(worker);
      worker.thread.start();
    }
    long reported = System.nanoTime();
    while (workers.stream().anyMatch(worker -> worker.thread.isAlive())) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      workers.forEach(this::watch);
      if (System.nanoTime() - reported > Duration.ofSeconds(60).toNanos()) {
        reported = System.nanoTime();
        out.accept(
            "fuzz: %d of %d inputs, %d findings".formatted(next.get(), end, findings.size()));
      }
    }
    next.set(Math.min(next.get(), end));
  }

  private void watch(Worker worker) {
    byte[] input = worker.input;
    if (input != null && System.nanoTime() - worker.since > HANG_NANOS) {
      StringBuilder stack = new StringBuilder();
      for (StackTraceElement element : worker.thread.getStackTrace()) {
        stack.append("\n  at ").append(element);
      }
      found("hangs: " + write(worker.name, input, worker.index) + stack);
      throw new IllegalStateException("an input hangs: " + findings.getLast());
    }
  }

  /** Requests under way end, and nothing is held for them. */
  private void settled() {
    try {
      Await.until("nothing is held", () -> receiver.held() == 0);
    } catch (AssertionError e) {
      found("%d bytes are still held".formatted(receiver.held()));
    }
  }

  /** Valid requests are answered, after all that. */
  private void answers() {
    Random random = new Random(1);
    for (int i = 0; i < 50; i++) {
      for (Plan.Way way : List.of(Plan.Way.HTTP_BODY, Plan.Way.GRPC_BODY)) {
        Entrance entrance = entrances.get(way);
        judge(entrance, entrance.input(random), "afterwards");
      }
    }
  }

  private void judge(Entrance entrance, byte[] input, String name) {
    try {
      entrance.judge(input);
    } catch (Exception | StackOverflowError | OutOfMemoryError e) {
      StringBuilder causes = new StringBuilder();
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        causes.append(' ').append(cause);
      }
      if (!(e instanceof Finding) && e.getStackTrace().length > 0) {
        causes
            .append(" at ")
            .append(List.of(e.getStackTrace()).subList(0, Math.min(6, e.getStackTrace().length)));
      }
      found(name + " " + write(entrance.name(), input, name.hashCode()) + ":" + causes);
    }
  }

  private void complained(String text) {
    List<String> underWay = new ArrayList<>();
    for (Worker worker : List.copyOf(workers)) {
      byte[] input = worker.input;
      if (input != null && findings.size() < MOST_FINDINGS) {
        underWay.add(write(worker.name, input, worker.index));
      }
    }
    found("log: " + text + "\n  under way: " + underWay);
  }

  private void found(String text) {
    if (findings.size() < MOST_FINDINGS) {
      findings.add(text);
      out.accept("fuzz: FINDING " + text);
    }
  }

  private String write(String entrance, byte[] input, long index) {
    Path file = plan.folder().resolve("fuzz_%s_%d_%d.bin".formatted(entrance, plan.seed(), index));
    try {
      Files.createDirectories(plan.folder());
      Files.write(file, input);
      return file.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    receiver.close();
    complaints.close();
  }

  /** Takes one input after another. */
  private final class Worker {
    private final Thread thread = new Thread(this::work, "fuzz");
    private final long end;
    private volatile long since;
    private volatile byte[] input;
    private volatile String name = "";
    private volatile long index;
    private volatile long slowest;

    Worker(long end) {
      this.end = end;
    }

    private void work() {
      for (long i = next.getAndIncrement();
          i < end && findings.size() < MOST_FINDINGS;
          i = next.getAndIncrement()) {
        Random random = plan.random(i);
        Plan.Way way = Plan.way(random);
        Entrance entrance = entrances.get(way);
        byte[] bytes = entrance.input(random);
        index = i;
        name = entrance.name();
        since = System.nanoTime();
        input = bytes;
        judge(entrance, bytes, "input " + i);
        slowest = Math.max(slowest, System.nanoTime() - since);
        input = null;
        counts.get(way).incrementAndGet();
      }
    }
  }
}
