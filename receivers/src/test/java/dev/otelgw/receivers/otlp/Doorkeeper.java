package dev.otelgw.receivers.otlp;

import dev.otelgw.pipeline.Extensions;
import dev.otelgw.pipeline.auth.ServerAuthenticator;
import dev.otelgw.pipeline.config.Reference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Knows who says {@code X-Word: sesame}. May take its time, off the event loops. Thread-safe. */
final class Doorkeeper implements ServerAuthenticator, Extensions {

  static final Reference<ServerAuthenticator> REFERENCE =
      new Reference<>("doorkeeper", ServerAuthenticator.class);

  private final boolean slow;
  private final Semaphore verdicts = new Semaphore(0);
  private final Semaphore asked = new Semaphore(0);

  private Doorkeeper(boolean slow) {
    this.slow = slow;
  }

  static Doorkeeper quick() {
    return new Doorkeeper(false);
  }

  /** Who knows nobody at once, and judges when {@link #letJudge} is called. */
  static Doorkeeper slow() {
    return new Doorkeeper(true);
  }

  void letJudge(int requests) {
    verdicts.release(requests);
  }

  /** Waits until somebody is judged. */
  void awaitAsked() {
    asked.acquireUninterruptibly();
  }

  @Override
  public <T> T get(Reference<T> reference) {
    if (!reference.equals(REFERENCE)) {
      throw new IllegalArgumentException("extension " + reference.id() + " does not run");
    }
    return reference.offered().cast(this);
  }

  @Override
  public Optional<Verdict> judgeAtOnce(Headers headers) {
    return slow ? Optional.empty() : Optional.of(verdict(headers));
  }

  @Override
  public Verdict judge(Headers headers) {
    if (!Thread.currentThread().isVirtual()) {
      throw new IllegalStateException("asked on an event loop");
    }
    asked.release();
    verdicts.acquireUninterruptibly();
    return verdict(headers);
  }

  private static Verdict verdict(Headers headers) {
    List<String> words = headers.get("X-Word");
    if (words.contains("bug")) {
      throw new IllegalStateException("a bug of the extension");
    }
    return words.contains("sesame")
        ? new Verdict.Known(Map.of("subject", "ali"))
        : new Verdict.Unknown("that is not the word", "Word realm=\"cave\"");
  }
}
