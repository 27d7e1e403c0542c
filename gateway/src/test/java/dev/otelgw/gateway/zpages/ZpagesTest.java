package dev.otelgw.gateway.zpages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.gateway.http.Get;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.ComponentId.Kind;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Host;
import dev.otelgw.pipeline.Memory;
import dev.otelgw.pipeline.Observer;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.delivery.DeliveryStatus;
import dev.otelgw.pipeline.testing.ManualClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ZpagesTest {

  private static final ComponentId OTLP = new ComponentId(Kind.RECEIVER, "otlp", "");
  private static final ComponentId DEBUG = new ComponentId(Kind.EXPORTER, "debug", "b");

  private record Fixed() implements Host {
    @Override
    public Phase phase() {
      return Phase.RUNNING;
    }

    @Override
    public List<Running> pipelines() {
      return List.of(new Running("traces/in", List.of(OTLP), List.of(), List.of(DEBUG)));
    }

    @Override
    public List<ComponentId> extensions() {
      return List.of(new ComponentId(Kind.EXTENSION, "zpages", ""));
    }

    @Override
    public List<DeliveryStatus> deliveries() {
      return List.of(
          new DeliveryStatus(
              DEBUG,
              Signal.TRACES,
              DeliveryStatus.State.RETRYING,
              Duration.ofSeconds(3),
              null,
              "503 \"away\"",
              7,
              4,
              1,
              0,
              2,
              Duration.ofSeconds(1)));
    }
  }

  @Test
  void saysWhatRunsAndHow() {
    ManualClock clock = new ManualClock();
    Context context =
        new Context(
            new ComponentId(Kind.EXTENSION, "zpages", ""),
            Observer.NONE,
            clock,
            new Memory(1000),
            "otelgw/test");
    Zpages pages = new Zpages(new ZpagesConfig("127.0.0.1:0"), new Fixed(), context);
    try (pages) {
      pages.start();
      clock.advance(Duration.ofSeconds(90));
      assertThat(get(pages, "servicez"))
          .contains("\"product\" : \"otelgw/test\"")
          .contains("\"phase\" : \"running\"")
          .contains("\"uptime_seconds\" : 90")
          .contains("\"memory_limit_bytes\" : 1000");
      assertThat(get(pages, "pipelinez"))
          .contains("\"name\" : \"traces/in\"")
          .contains("\"exporters\" : [ \"debug/b\" ]")
          .contains("\"state\" : \"retrying\"")
          .contains("503 \\\"away\\\"")
          .contains("\"queued_items\" : 2");
      assertThat(get(pages, "extensionz")).contains("[ \"zpages\" ]");
    }
  }

  private static String get(Zpages pages, String page) {
    return Get.get(pages.port(), "/debug/" + page).body();
  }
}
