package dev.otelgw.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.exporters.testing.GrpcClient;
import dev.otelgw.exporters.testing.OtlpBackend;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.testing.Batches;
import dev.otelgw.pipeline.testing.OwnPorts;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that takes no more: senders are told, and nothing is lost of what is there. */
class DiskFullIT {

  /** What makes a few hundred requests fill a disk: a name of 20 KiB. */
  private static final String LONG = "x".repeat(20 * 1024);

  @TempDir Path folder;
  private final Set<String> acknowledged = new HashSet<>();
  private int counter;

  @Test
  void aFullDiskRefusesAndGoesOnWhenThereIsRoom() throws Exception {
    int away = OwnPorts.next();
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("queue"), 4);
        GatewayUnderTest gateway = GatewayUnderTest.start(folder, toAway(away));
        GrpcClient grpc = GrpcClient.plain(gateway.grpcPort(), Map.of())) {
      HttpResponse<String> refusal = postUntilRefused(gateway);
      assertThat(refusal.statusCode()).isEqualTo(503);
      assertThat(refusal.headers().firstValue("Retry-After")).hasValue("5");
      assertThat(refusal.body())
          .contains("otlp_http", "No space left on device", "make room there");
      assertThat(grpc.export(Signal.TRACES, body("refused")))
          .startsWith("UNAVAILABLE")
          .contains("No space left on device");
      gateway.awaitLine("senders are told to come back, what is there goes on being sent");

      disk.grow(64);
      assertThat(post(gateway).statusCode()).isEqualTo(200);
      gateway.awaitLine("the disk takes data again");
      try (OtlpBackend backend = OtlpBackend.start(away)) {
        assertThat(Arrived.all(backend, acknowledged))
            .containsExactlyInAnyOrderElementsOf(acknowledged);
        Ledger.holdsWithoutLoss(gateway, acknowledged.size());
      }
    }
  }

  @Test
  void aProcessKilledOnAFullDiskStartsThereAndMakesRoomByDelivering() throws Exception {
    int away = OwnPorts.next();
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("queue"), 4)) {
      assertThat(disk).isNotNull();
      GatewayUnderTest gateway = GatewayUnderTest.start(folder, toAway(away));
      try {
        assertThat(postUntilRefused(gateway).statusCode()).isEqualTo(503);
        gateway.kill();
        gateway = gateway.again();
        assertThat(post(gateway).statusCode()).isEqualTo(503);
        try (OtlpBackend backend = OtlpBackend.start(away)) {
          Arrived.all(backend, acknowledged);
          Ledger.holdsWithoutLoss(gateway, acknowledged.size());
          assertThat(post(gateway).statusCode()).isEqualTo(200);
          Arrived.all(backend, acknowledged);
        }
      } finally {
        gateway.close();
      }
    }
  }

  @Test
  void aReadOnlyDiskRefusesAndWhatIsThereIsSent() throws Exception {
    int away = OwnPorts.next();
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("queue"), 128);
        GatewayUnderTest gateway = GatewayUnderTest.start(folder, toAway(away))) {
      assertThat(post(gateway).statusCode()).isEqualTo(200);
      Path journal = traces();
      disk.freeze(journal);
      // The file that is open goes on to its end; the next one cannot be made.
      HttpResponse<String> refusal = postUntilRefused(gateway);
      assertThat(refusal.statusCode()).isEqualTo(503);
      assertThat(refusal.headers().firstValue("Retry-After")).hasValue("5");
      assertThat(refusal.body()).contains("otlp_http", "Read-only file system");

      try (OtlpBackend backend = OtlpBackend.start(away)) {
        Arrived.all(backend, acknowledged);
        disk.thaw(journal);
        assertThat(post(gateway).statusCode()).isEqualTo(200);
        assertThat(Arrived.all(backend, acknowledged))
            .containsExactlyInAnyOrderElementsOf(acknowledged);
        Ledger.holdsWithoutLoss(gateway, acknowledged.size());
      }
    }
  }

  private static String toAway(int port) {
    return Pipelines.toDisk("http://127.0.0.1:" + port + "/otlp");
  }

  /** Where the queue for traces keeps its files. */
  private Path traces() throws IOException {
    try (Stream<Path> folders = Files.list(folder.resolve("queue"))) {
      List<Path> found =
          folders.filter(each -> each.getFileName().toString().endsWith("traces")).toList();
      assertThat(found).hasSize(1);
      return found.getFirst();
    }
  }

  /** The first answer that is none of acceptance. */
  private HttpResponse<String> postUntilRefused(GatewayUnderTest gateway) {
    for (int i = 0; i < 10_000; i++) {
      HttpResponse<String> answer = post(gateway);
      if (answer.statusCode() != 200) {
        return answer;
      }
    }
    throw new AssertionError("never refused");
  }

  private HttpResponse<String> post(GatewayUnderTest gateway) {
    String name = "s" + counter++;
    HttpResponse<String> answer = gateway.post("/v1/traces", "application/x-protobuf", body(name));
    if (answer.statusCode() == 200) {
      acknowledged.add(name + LONG + "-0");
    }
    return answer;
  }

  private static byte[] body(String name) {
    return Batches.spans(name + LONG, 1).toByteArray();
  }
}
