package dev.otelgw.pipeline.tls;

import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Memory;
import dev.otelgw.pipeline.Observer;
import dev.otelgw.pipeline.config.Secret;
import dev.otelgw.pipeline.testing.ManualClock;
import dev.otelgw.pipeline.testing.RecordingLogger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Both sides with settings that a test changes. The clock stands still at the real time. */
final class Sides {

  final RecordingLogger log = new RecordingLogger();
  final ManualClock clock = new ManualClock(Instant.now());
  final ServerKeys server = new ServerKeys();
  final ClientKeys client = new ClientKeys();

  static final class ServerKeys {
    String certFile = "";
    String certPem = "";
    String keyFile = "";
    String keyPem = "";
    String clientCaFile = "";
    boolean clientCaFileReload;
    boolean system;
    String minVersion = "1.2";
    String maxVersion = "";
    List<String> suites = List.of();
    List<String> curves = List.of();
    Duration interval = Duration.ofSeconds(10);

    ServerTlsConfig config() {
      return new ServerTlsConfig(
          certFile,
          certPem,
          keyFile,
          new Secret(keyPem),
          clientCaFile,
          clientCaFileReload,
          "",
          "",
          system,
          minVersion,
          maxVersion,
          suites,
          curves,
          interval);
    }
  }

  static final class ClientKeys {
    boolean insecure;
    boolean skipVerify;
    String nameOverride = "";
    String caFile = "";
    String caPem = "";
    boolean system;
    String certFile = "";
    String keyFile = "";
    String certPem = "";
    String keyPem = "";
    String minVersion = "1.2";
    String maxVersion = "";
    List<String> suites = List.of();
    List<String> curves = List.of();
    Duration interval = Duration.ofSeconds(10);

    ClientTlsConfig config() {
      return new ClientTlsConfig(
          insecure,
          skipVerify,
          nameOverride,
          caFile,
          caPem,
          system,
          certFile,
          certPem,
          keyFile,
          new Secret(keyPem),
          minVersion,
          maxVersion,
          suites,
          curves,
          interval);
    }
  }

  Tls server() {
    return Tls.server(server.config(), "protocols.grpc.tls", context(), log);
  }

  Tls client() {
    return Tls.client(client.config(), "tls", context(), log);
  }

  private Context context() {
    ComponentId id = new ComponentId(ComponentId.Kind.RECEIVER, "otlp", "");
    return new Context(id, Observer.NONE, clock, new Memory(1 << 20), "otelgw/test");
  }

  static String text(Path file) {
    return file.toString();
  }
}
