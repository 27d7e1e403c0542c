package dev.otelgw.exporters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.exporters.testing.Certificate;
import dev.otelgw.exporters.testing.ClientTls;
import dev.otelgw.exporters.testing.OtlpBackend;
import dev.otelgw.exporters.testing.Requests;
import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Signal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counts the writes to sockets, as the JDK's flight recorder sees them. */
class WritesTest {

  private static final int REQUESTS = 5;

  @TempDir Path folder;

  /** About 50 KB, as 100 spans are, in 20 segments. */
  private final Batch batch =
      Batch.join(IntStream.range(0, 20).mapToObj(_ -> Requests.of(Signal.TRACES, 25)).toList());

  @Test
  void aRequestOf50KilobytesIsOneWrite() throws Exception {
    assertThat(batch.size()).isBetween(40_000L, 60_000L);
    try (OtlpBackend backend = OtlpBackend.start();
        OtlpHttpSender sender = Senders.started(Senders.to(backend.url()))) {
      assertThat(writes(sender, backend.port())).hasSize(REQUESTS);
    }
  }

  @Test
  void aRequestOf50KilobytesOverTlsIsOneWrite() throws Exception {
    Certificate certificate = Certificate.forLocalhost(folder);
    ClientTls tls = ClientTls.trusting(certificate.authorityPem());
    try (OtlpBackend backend = OtlpBackend.startTls(certificate.server());
        OtlpHttpSender sender = Senders.started(Senders.secure(backend.url(), tls))) {
      assertThat(writes(sender, backend.port())).hasSize(REQUESTS);
    }
  }

  /** Bytes of each write to a port while requests are sent over a connection that is open. */
  private List<Long> writes(OtlpHttpSender sender, int port) throws Exception {
    assertThat(sender.accept(batch)).isEqualTo(Outcome.accepted());
    try (Recording recording = new Recording()) {
      recording
          .enable("jdk.SocketWrite")
          .withThreshold(Duration.ZERO)
          .withoutStackTrace()
          .with("throttle", "off");
      recording.start();
      for (int i = 0; i < REQUESTS; i++) {
        assertThat(sender.accept(batch)).isEqualTo(Outcome.accepted());
      }
      recording.stop();
      Path file = folder.resolve("writes.jfr");
      recording.dump(file);
      return RecordingFile.readAllEvents(file).stream()
          .filter(event -> event.getInt("port") == port)
          .map(WritesTest::bytes)
          .toList();
    }
  }

  private static long bytes(RecordedEvent event) {
    return event.getLong("bytesWritten");
  }
}
