package dev.otelgw.pipeline.testing;

import com.google.protobuf.Message;
import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Clock;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Exporter;
import dev.otelgw.pipeline.Memory;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What every exporter must do, wherever it sends. Call {@link #check} from a test of your exporter;
 * it throws an AssertionError that names the rule.
 */
public final class ExporterContract {

  private static final ComponentId ID =
      new ComponentId(ComponentId.Kind.EXPORTER, "contract", "test");
  private static final int SENDERS = 8;
  private static final int EACH = 10;

  private final Subject subject;

  private ExporterContract(Subject subject) {
    this.subject = subject;
  }

  /** The exporter under test, and its destination. */
  public interface Subject {

    /** A new one, not started. */
    Exporter create(Context context);

    /** The signals it sends. */
    default Set<Signal> signals() {
      return Set.of(Signal.values());
    }

    /** Every request of that signal that the destination has, as messages of OTLP, in any order. */
    List<? extends Message> arrived(Signal signal);

    /** Makes the destination lose its memory. */
    void forget();

    /** From now on the destination cannot be reached, until {@link #comeBack}. */
    void goAway();

    /** The destination is there again, at the same place. */
    void comeBack();
  }

  /** Checks all rules. */
  public static void check(Subject subject) throws Exception {
    ExporterContract contract = new ExporterContract(subject);
    for (Signal signal : subject.signals()) {
      contract.deliversFieldForField(signal);
      contract.deliversJoinedBatchesWhole(signal);
      contract.servesManyAtOnce(signal);
    }
    contract.saysThatItCannotDeliverAndRecovers();
    contract.closesAtAnyTime();
  }

  private void deliversFieldForField(Signal signal) {
    subject.forget();
    Batch batch = Batches.of(signal, "one", 3);
    try (Running running = start()) {
      equal(signal + " are accepted", Outcome.accepted(), running.exporter.accept(batch));
      equal(signal + " arrive as they are", List.of(batch.message()), subject.arrived(signal));
    }
  }

  private void deliversJoinedBatchesWhole(Signal signal) {
    subject.forget();
    Batch joined =
        Batch.join(List.of(Batches.of(signal, "first", 2), Batches.of(signal, "second", 3)));
    try (Running running = start()) {
      equal("joined batches are accepted", true, running.exporter.accept(joined).taken());
      equal(
          "joined batches arrive whole, as one",
          List.of(joined.message()),
          subject.arrived(signal));
    }
  }

  private void servesManyAtOnce(Signal signal) throws Exception {
    subject.forget();
    try (Running running = start();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> senders = new ArrayList<>();
      for (int i = 0; i < SENDERS; i++) {
        String name = "sender" + i;
        senders.add(threads.submit(() -> sendMany(running.exporter, signal, name)));
      }
      int taken = 0;
      for (Future<Integer> sender : senders) {
        taken += sender.get();
      }
      equal("many senders at once are served", SENDERS * EACH, taken);
      equal("each batch arrives once", SENDERS * EACH, subject.arrived(signal).size());
      equal(
          "no batch arrives twice",
          (long) SENDERS * EACH,
          subject.arrived(signal).stream().distinct().count());
    }
  }

  private static int sendMany(Exporter exporter, Signal signal, String name) {
    int taken = 0;
    for (int i = 0; i < EACH; i++) {
      taken += exporter.accept(Batches.of(signal, name + "." + i, 2)).taken() ? 1 : 0;
    }
    return taken;
  }

  private void saysThatItCannotDeliverAndRecovers() {
    Signal signal = subject.signals().iterator().next();
    subject.forget();
    try (Running running = start()) {
      equal("it delivers", true, running.exporter.accept(Batches.of(signal, "a", 1)).taken());
      subject.goAway();
      Outcome outcome = running.exporter.accept(Batches.of(signal, "b", 1));
      if (!(outcome instanceof Outcome.Refused refused)) {
        throw new AssertionError(
            "what cannot be delivered now is refused, so that it is tried again: " + outcome);
      }
      equal("the cause is said", false, refused.message().isBlank());
      equal("in one line", 1L, refused.message().lines().count());
      equal("it may be tried again", true, refused.reason().retryable());
      subject.comeBack();
      Await.until(
          "delivery goes on when the destination is back",
          () -> running.exporter.accept(Batches.of(signal, "c", 1)).taken());
    }
  }

  private void closesAtAnyTime() {
    Exporter never = subject.create(context());
    never.close();
    never.close();
    Exporter once = subject.create(context());
    once.start();
    once.close();
    once.close();
    Signal signal = subject.signals().iterator().next();
    equal(
        "after the close nothing is taken, and nothing thrown",
        false,
        once.accept(Batches.of(signal, "late", 1)).taken());
  }

  private Running start() {
    Exporter exporter = subject.create(context());
    exporter.start();
    return new Running(exporter);
  }

  private static Context context() {
    return new Context(
        ID, new RecordingObserver(), Clock.SYSTEM, new Memory(Long.MAX_VALUE), "otelgw/test");
  }

  private record Running(Exporter exporter) implements AutoCloseable {
    @Override
    public void close() {
      exporter.close();
    }
  }

  private static void equal(String rule, Object expected, Object actual) {
    if (!Objects.equals(expected, actual)) {
      throw new AssertionError("%s: expected %s, was %s".formatted(rule, expected, actual));
    }
  }
}
