package dev.otelgw.pipeline.testing;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Clock;
import dev.otelgw.pipeline.Component;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Memory;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Pipelines;
import dev.otelgw.pipeline.Reason;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.Sink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What every receiver that answers its senders must do, whatever it speaks. Call {@link #check}
 * from a test of your receiver; it throws an AssertionError that names the rule.
 */
public final class ReceiverContract {

  private static final int SENDERS = 16;
  private static final int EACH = 20;

  private final Subject subject;

  private ReceiverContract(Subject subject) {
    this.subject = subject;
  }

  /** What a sender understands from an answer. */
  public enum Reply {
    /** Taken whole. */
    TAKEN,
    /** Taken, and told that some items were not. */
    PARTLY_TAKEN,
    /** To be sent again later. */
    COME_BACK,
    /** Never to be sent again, and it is the data's fault. */
    NEVER,
    /** Never to be sent again, and it is not the sender's fault. */
    FAILED
  }

  /** The receiver under test, and a client for it. */
  public interface Subject {

    /** A new receiver, not started. */
    Component create(Pipelines next, Context context);

    /** Sends a batch to a started receiver, as one request; called from many threads. */
    Reply send(Component receiver, Batch batch) throws Exception;
  }

  /** Checks all rules. */
  public static void check(Subject subject) throws Exception {
    ReceiverContract contract = new ReceiverContract(subject);
    contract.passesOnWhatCame();
    contract.tellsTheOutcome();
    contract.survivesBugsBehindIt();
    contract.keepsEmptyRequestsToItself();
    contract.servesManyAtOnce();
    contract.holdsNoMoreThanTheMemoryAllows();
    contract.closesAtAnyTime();
    contract.closeLetsARequestEnd();
  }

  private void passesOnWhatCame() throws Exception {
    for (Signal signal : Signal.values()) {
      RecordingSink sink = new RecordingSink();
      RecordingObserver observer = new RecordingObserver();
      Batch batch = Batches.of(signal, "a", 3);
      try (Running running = start(sink, observer, Long.MAX_VALUE)) {
        equal(signal + " are taken", Reply.TAKEN, running.send(batch));
      }
      equal(signal + " are passed on", 1, sink.batches().size());
      Batch came = sink.batches().getFirst();
      equal("the signal is right", signal, came.signal());
      equal("the message is the same", batch.message(), came.message());
      equal("items are counted", 3, came.items());
      counted(observer, "accepted " + signal.count(3));
    }
  }

  private void tellsTheOutcome() throws Exception {
    tells(new Outcome.Partial(1, "one is too old"), Reply.PARTLY_TAKEN, "accepted 5 spans");
    tells(
        new Outcome.Refused(Reason.QUEUE_FULL, "full", Duration.ofSeconds(2)),
        Reply.COME_BACK,
        "refused 5 spans queue_full");
    tells(
        Outcome.refused(Reason.UNAVAILABLE, "no"), Reply.COME_BACK, "refused 5 spans unavailable");
    tells(new Outcome.Rejected(Reason.INVALID, "bad"), Reply.NEVER, "refused 5 spans invalid");
  }

  private void tells(Outcome outcome, Reply expected, String count) throws Exception {
    RecordingObserver observer = new RecordingObserver();
    try (Running running = start(new ScriptedSink().then(outcome), observer, Long.MAX_VALUE)) {
      equal(outcome + " is told", expected, running.send(Batches.of(Signal.TRACES, "a", 5)));
      equal("the next one is taken", Reply.TAKEN, running.send(Batches.of(Signal.LOGS, "b", 1)));
    }
    counted(observer, count);
  }

  private void survivesBugsBehindIt() throws Exception {
    Sink broken =
        _ -> {
          throw new IllegalStateException("a bug, for a test");
        };
    RecordingObserver observer = new RecordingObserver();
    try (Running running = start(new ScriptedSink().then(broken), observer, Long.MAX_VALUE)) {
      equal("a bug is told", Reply.FAILED, running.send(Batches.of(Signal.TRACES, "a", 2)));
      equal("work goes on", Reply.TAKEN, running.send(Batches.of(Signal.TRACES, "b", 2)));
    }
    counted(observer, "refused 2 spans internal");
  }

  private void keepsEmptyRequestsToItself() throws Exception {
    RecordingSink sink = new RecordingSink();
    try (Running running = start(sink, new RecordingObserver(), Long.MAX_VALUE)) {
      Batch empty = Batch.of(Signal.METRICS, new byte[0], 0);
      equal("an empty request is fine", Reply.TAKEN, running.send(empty));
    }
    equal("empty requests are not passed on", 0, sink.batches().size());
  }

  private void servesManyAtOnce() throws Exception {
    RecordingSink sink = new RecordingSink();
    List<Future<?>> senders = new ArrayList<>();
    try (Running running = start(sink, new RecordingObserver(), Long.MAX_VALUE);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < SENDERS; i++) {
        String name = "sender" + i;
        senders.add(threads.submit(() -> sendMany(running, name)));
      }
      for (Future<?> sender : senders) {
        sender.get();
      }
    }
    equal("every batch arrives once", (long) SENDERS * EACH * 2, sink.items());
    equal(
        "no span comes twice",
        (long) SENDERS * EACH * 2,
        Batches.names(sink.batches()).stream().distinct().count());
  }

  private static Reply sendMany(Running running, String name) throws Exception {
    for (int i = 0; i < EACH; i++) {
      Batch batch = Batches.of(Signal.TRACES, name + "." + i, 2);
      equal("many senders are served", Reply.TAKEN, running.send(batch));
    }
    return Reply.TAKEN;
  }

  private void holdsNoMoreThanTheMemoryAllows() throws Exception {
    Batch small = Batches.of(Signal.TRACES, "small", 1);
    Batch large = Batches.of(Signal.TRACES, "large", 500);
    // A receiver may count more for a request than its bytes.
    Memory memory = new Memory(large.size() - 1);
    try (Running running = start(new RecordingSink(), new RecordingObserver(), memory)) {
      equal("what does not fit is refused", Reply.COME_BACK, running.send(large));
      equal("what fits is taken", Reply.TAKEN, running.send(small));
      Await.until("all memory is given back", () -> memory.held() == 0);
    }
  }

  private void closesAtAnyTime() {
    Component never =
        subject.create(RoutedSinks.all(new RecordingSink()), context(new Memory(1 << 20)));
    never.close();
    never.close();
    Component once =
        subject.create(RoutedSinks.all(new RecordingSink()), context(new Memory(1 << 20)));
    once.start();
    once.close();
    once.close();
  }

  private void closeLetsARequestEnd() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Sink slow =
        _ -> {
          inside.countDown();
          try {
            goOn.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException("closing cut a request off", e);
          }
          return Outcome.accepted();
        };
    Running running = start(new ScriptedSink().then(slow), new RecordingObserver(), Long.MAX_VALUE);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Reply> reply = threads.submit(() -> running.send(Batches.of(Signal.TRACES, "a", 1)));
      inside.await();
      Future<?> closing = threads.submit(running::close);
      goOn.countDown();
      equal("a request under way is answered during close", Reply.TAKEN, reply.get());
      closing.get();
    }
  }

  private Running start(Sink sink, RecordingObserver observer, long memory) {
    return start(sink, observer, new Memory(memory));
  }

  private Running start(Sink sink, RecordingObserver observer, Memory memory) {
    Context context = new Context(ID, observer, Clock.SYSTEM, memory, "otelgw/test");
    Component receiver = subject.create(RoutedSinks.all(sink), context);
    receiver.start();
    return new Running(subject, receiver);
  }

  private static Context context(Memory memory) {
    return new Context(ID, new RecordingObserver(), Clock.SYSTEM, memory, "otelgw/test");
  }

  private static final ComponentId ID =
      new ComponentId(ComponentId.Kind.RECEIVER, "contract", "test");

  private record Running(Subject subject, Component receiver) implements AutoCloseable {
    Reply send(Batch batch) throws Exception {
      return subject.send(receiver, batch);
    }

    @Override
    public void close() {
      receiver.close();
    }
  }

  private static void counted(RecordingObserver observer, String line) {
    Await.until(
        "counting of " + line + ", got " + observer.lines(),
        () -> observer.lines().stream().anyMatch(counted -> counted.endsWith(line)));
  }

  private static void equal(String rule, Object expected, Object actual) {
    if (!Objects.equals(expected, actual)) {
      throw new AssertionError("%s: expected %s, was %s".formatted(rule, expected, actual));
    }
  }
}
