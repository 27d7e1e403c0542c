package dev.otelgw.gateway.endtoend;

import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.testing.Batches;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Clients that send one span per request, each with a name of its own, and note which of them were
 * acknowledged. A request that fails is not sent again: nothing was promised for it.
 */
final class NamedLoad implements AutoCloseable {

  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private final AtomicLong failures = new AtomicLong();
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final List<Thread> clients = new ArrayList<>();
  private final Sender sender;

  private NamedLoad(Sender sender) {
    this.sender = sender;
  }

  static NamedLoad start(int port, int clients) {
    return start(Sender.http(port, Map.of()), "", clients);
  }

  /**
   * The same in any way, and under names of its own.
   *
   * @param names what each name begins with
   */
  static NamedLoad start(Sender sender, String names, int clients) {
    NamedLoad load = new NamedLoad(sender);
    for (int i = 0; i < clients; i++) {
      String prefix = names + "client" + i + "-";
      load.clients.add(Thread.ofVirtual().name("client-" + i).start(() -> load.send(prefix)));
    }
    return load;
  }

  private void send(String prefix) {
    for (int i = 0; !stopped.get(); i++) {
      byte[] body = Batches.spans(prefix + i, 1).toByteArray();
      try {
        String answer = sender.send(Signal.TRACES, body);
        if (answer.equals("200") || answer.equals("OK")) {
          acknowledged.add(prefix + i + "-0");
        } else {
          failures.incrementAndGet();
        }
      } catch (InterruptedException e) {
        return;
      } catch (Exception e) {
        failures.incrementAndGet();
      }
    }
  }

  /** The names of the spans that were acknowledged so far. */
  Set<String> acknowledged() {
    return acknowledged;
  }

  /** Requests without an acknowledgement. */
  long failures() {
    return failures.get();
  }

  @Override
  public void close() {
    stop();
  }

  /** Sends nothing more, and waits for the answers to what was sent. */
  void stop() {
    stopped.set(true);
    for (Thread client : clients) {
      try {
        client.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
