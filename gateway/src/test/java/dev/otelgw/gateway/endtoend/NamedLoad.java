package dev.otelgw.gateway.endtoend;

import dev.otelgw.pipeline.testing.Batches;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI target;

  private NamedLoad(int port) {
    target = URI.create("http://127.0.0.1:" + port + "/v1/traces");
  }

  static NamedLoad start(int port, int clients) {
    NamedLoad load = new NamedLoad(port);
    for (int i = 0; i < clients; i++) {
      String prefix = "client" + i + "-";
      load.clients.add(Thread.ofVirtual().name("client-" + i).start(() -> load.send(prefix)));
    }
    return load;
  }

  private void send(String prefix) {
    for (int i = 0; !stopped.get(); i++) {
      byte[] body = Batches.spans(prefix + i, 1).toByteArray();
      HttpRequest request =
          HttpRequest.newBuilder(target)
              .header("Content-Type", "application/x-protobuf")
              .timeout(Duration.ofSeconds(30))
              .POST(HttpRequest.BodyPublishers.ofByteArray(body))
              .build();
      try {
        if (http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
          acknowledged.add(prefix + i + "-0");
        } else {
          failures.incrementAndGet();
        }
      } catch (IOException e) {
        failures.incrementAndGet();
      } catch (InterruptedException e) {
        return;
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
    stopped.set(true);
    for (Thread client : clients) {
      try {
        client.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    http.close();
  }
}
