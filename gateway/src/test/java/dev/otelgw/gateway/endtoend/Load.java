package dev.otelgw.gateway.endtoend;

import dev.otelgw.pipeline.Batch;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToIntFunction;

/** Four clients that send as fast as they are answered, and count what was promised. */
final class Load {

  private final Batch batch;
  private final ToIntFunction<byte[]> post;
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final List<Thread> clients = new ArrayList<>();

  private Load(Batch batch, ToIntFunction<byte[]> post) {
    this.batch = batch;
    this.post = post;
  }

  /**
   * Starts it.
   *
   * @param post sends a body and gives the status of the answer
   */
  static Load start(Batch batch, ToIntFunction<byte[]> post) {
    Load load = new Load(batch, post);
    for (int i = 0; i < 4; i++) {
      load.clients.add(Thread.ofVirtual().name("client-", i).start(load::send));
    }
    return load;
  }

  private void send() {
    byte[] body = batch.toByteArray();
    while (!stopped.get()) {
      try {
        if (post.applyAsInt(body) == 200) {
          acknowledged.addAndGet(batch.items());
        } else {
          refused.incrementAndGet();
        }
      } catch (UncheckedIOException e) {
        // The gateway has gone: nothing was promised for this one.
        return;
      }
    }
  }

  /** Items that were promised. */
  long acknowledged() {
    return acknowledged.get();
  }

  /** Requests that were not. */
  long refused() {
    return refused.get();
  }

  /** Ends it, and gives the items that were promised. */
  long stop() throws InterruptedException {
    stopped.set(true);
    for (Thread client : clients) {
      client.join();
    }
    return acknowledged.get();
  }
}
