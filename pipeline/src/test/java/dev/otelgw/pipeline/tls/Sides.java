package dev.otelgw.pipeline.tls;

import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Memory;
import dev.otelgw.pipeline.Observer;
import dev.otelgw.pipeline.testing.Changed;
import dev.otelgw.pipeline.testing.ManualClock;
import dev.otelgw.pipeline.testing.RecordingLogger;
import java.time.Instant;

/** Both sides with settings that a test changes. The clock stands still at the real time. */
final class Sides {

  final RecordingLogger log = new RecordingLogger();
  final ManualClock clock = new ManualClock(Instant.now());
  ServerTlsConfig server = new ServerTlsConfig();
  ClientTlsConfig client = new ClientTlsConfig();

  /** Names of the record's components, each followed by its value. */
  void server(Object... namesAndValues) {
    server = Changed.record(server, namesAndValues);
  }

  /** Names of the record's components, each followed by its value. */
  void client(Object... namesAndValues) {
    client = Changed.record(client, namesAndValues);
  }

  Tls makeServer() {
    return Tls.server(server, "protocols.grpc.tls", context(), log);
  }

  Tls makeClient() {
    return Tls.client(client, "tls", context(), log);
  }

  private Context context() {
    ComponentId id = new ComponentId(ComponentId.Kind.RECEIVER, "otlp", "");
    return new Context(id, Observer.NONE, clock, new Memory(1 << 20), "otelgw/test");
  }
}
