package dev.otelgw.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.otelgw.exporters.testing.OtlpBackend;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.json.OtlpJson;
import dev.otelgw.pipeline.testing.RandomOtlp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OTLP/JSON arrives equal to its protobuf form. */
class JsonDeliveryIT {

  private static final int REQUESTS = 30;

  @TempDir Path folder;

  @Test
  void arrivesAsProtobufWouldHave() throws Exception {
    Random random = new Random(11);
    try (OtlpBackend backend = OtlpBackend.start();
        GatewayUnderTest gateway =
            GatewayUnderTest.start(folder, Pipelines.toBackend(backend.url()))) {
      for (Signal signal : Signal.values()) {
        List<Message> sent = new ArrayList<>();
        long items = 0;
        while (sent.size() < REQUESTS) {
          Sample sample = Sample.of(signal, random, RandomOtlp.Size.USUAL);
          String path = "/v1/" + signal.lowerName();
          byte[] json = OtlpJson.write(sample.batch());
          assertThat(gateway.post(path, "application/json", json).statusCode()).isEqualTo(200);
          sent.add(sample.message());
          items += sample.batch().items();
        }
        backend.awaitItems(signal, items, Duration.ofSeconds(30));
        assertThat(backend.messages(signal)).containsExactlyInAnyOrderElementsOf(sent);
      }
    }
  }
}
