package dev.otelgw.pipeline.testing;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Clock;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Memory;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Processor;
import dev.otelgw.pipeline.Reason;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.Sink;
import dev.otelgw.pipeline.wire.OtlpParser;
import dev.otelgw.pipeline.wire.Parsed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What every processor must do that passes batches on in the call that brings them, whatever it
 * changes in them. Call {@link #check} from a test of your processor; it throws an AssertionError
 * that names the rule.
 */
public final class ProcessorContract {

  private static final ComponentId ID =
      new ComponentId(ComponentId.Kind.PROCESSOR, "contract", "test");
  private static final int RANDOM_BATCHES = 200;
  private static final int SENDERS = 8;

  private final Subject subject;

  private ProcessorContract(Subject subject) {
    this.subject = subject;
  }

  /** The processor under test. */
  public interface Subject {

    /** A new one, not started. */
    Processor create(Signal signal, Sink next, Context context);

    /** The signals it can be made for. */
    default Set<Signal> signals() {
      return Set.of(Signal.values());
    }

    /** A batch of which something is passed on. */
    default Batch sample(Signal signal) {
      return Batches.of(signal, "sample", 4);
    }
  }

  /** Checks all rules, for each signal. */
  public static void check(Subject subject) throws Exception {
    ProcessorContract contract = new ProcessorContract(subject);
    for (Signal signal : subject.signals()) {
      contract.givesBackTheOutcome(signal);
      contract.handsOnWhatIsValid(signal);
      contract.isTheSameForManyAtOnce(signal);
      contract.closesAtAnyTime(signal);
    }
  }

  private void givesBackTheOutcome(Signal signal) {
    for (Outcome outcome :
        List.of(
            Outcome.accepted(),
            new Outcome.Partial(1, "one is too old"),
            new Outcome.Refused(Reason.QUEUE_FULL, "full", Duration.ofSeconds(2)),
            new Outcome.Rejected(Reason.INVALID, "bad"))) {
      ScriptedSink sink = new ScriptedSink().then(outcome);
      try (Running running = start(signal, sink)) {
        equal(
            "the sample of " + signal + " comes back with what is behind",
            outcome,
            running.processor.accept(subject.sample(signal)));
      }
    }
  }

  private void handsOnWhatIsValid(Signal signal) {
    RecordingSink sink = new RecordingSink();
    try (Running running = start(signal, sink)) {
      for (int seed = 0; seed < RANDOM_BATCHES; seed++) {
        Batch batch = random(signal, seed);
        if (batch.items() == 0) {
          continue; // No receiver hands these on.
        }
        byte[] before = batch.toByteArray().clone();
        Outcome outcome = running.processor.accept(batch);
        equal("random batch " + seed + " of " + signal + " is taken", true, outcome.taken());
        equal(
            "batch " + seed + " is not changed", true, Arrays.equals(before, batch.toByteArray()));
      }
    }
    for (Batch passed : sink.batches()) {
      equal("the signal stays", signal, passed.signal());
      equal("an empty batch is not passed on", true, passed.items() > 0);
      Parsed parsed = OtlpParser.parse(signal, passed.toByteArray());
      if (!(parsed instanceof Parsed.Valid(Batch read))) {
        throw new AssertionError("what is passed on is well formed: " + parsed);
      }
      equal("items are counted right", read.items(), passed.items());
    }
  }

  private void isTheSameForManyAtOnce(Signal signal) throws Exception {
    RecordingSink alone = new RecordingSink();
    try (Running running = start(signal, alone)) {
      var _ = running.processor.accept(subject.sample(signal));
    }
    RecordingSink together = new RecordingSink();
    try (Running running = start(signal, together);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Outcome>> outcomes = new ArrayList<>();
      for (int i = 0; i < SENDERS; i++) {
        outcomes.add(threads.submit(() -> running.processor.accept(subject.sample(signal))));
      }
      for (Future<Outcome> outcome : outcomes) {
        equal("many senders at once are served", true, outcome.get().taken());
      }
    }
    equal("many at once pass as much on as one by one", alone.items() * SENDERS, together.items());
  }

  private void closesAtAnyTime(Signal signal) {
    Processor never = subject.create(signal, new RecordingSink(), context());
    never.close();
    never.close();
    Processor once = subject.create(signal, new RecordingSink(), context());
    once.start();
    once.close();
    once.close();
  }

  private static Batch random(Signal signal, int seed) {
    byte[] bytes =
        RandomOtlp.request(signal, new Random(seed), RandomOtlp.Size.SMALL).toByteArray();
    return switch (OtlpParser.parse(signal, bytes)) {
      case Parsed.Valid(Batch batch) -> batch;
      case Parsed.Malformed(String message) -> throw new AssertionError(message);
    };
  }

  private Running start(Signal signal, Sink next) {
    Processor processor = subject.create(signal, next, context());
    processor.start();
    return new Running(processor);
  }

  private static Context context() {
    return new Context(
        ID, new RecordingObserver(), Clock.SYSTEM, new Memory(Long.MAX_VALUE), "otelgw/test");
  }

  private record Running(Processor processor) implements AutoCloseable {
    @Override
    public void close() {
      processor.close();
    }
  }

  private static void equal(String rule, Object expected, Object actual) {
    if (!Objects.equals(expected, actual)) {
      throw new AssertionError("%s: expected %s, was %s".formatted(rule, expected, actual));
    }
  }
}
