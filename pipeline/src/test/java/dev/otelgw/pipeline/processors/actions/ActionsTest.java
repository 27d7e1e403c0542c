package dev.otelgw.pipeline.processors.actions;

import static dev.otelgw.pipeline.testing.Telemetry.ORIGIN;
import static dev.otelgw.pipeline.testing.Telemetry.plain;
import static dev.otelgw.pipeline.testing.Telemetry.span;
import static dev.otelgw.pipeline.testing.Telemetry.spans;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.processors.actions.ActionConfig.Action;
import dev.otelgw.pipeline.processors.actions.ActionConfig.ConvertedType;
import dev.otelgw.pipeline.wire.Edit;
import dev.otelgw.pipeline.wire.OtlpEdit;
import dev.otelgw.pipeline.wire.WireMessage;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each action as the Collector's documentation has it. */
class ActionsTest {

  @Test
  void insertAddsWhatIsNotThere() {
    ActionConfig insert = put(Action.INSERT, "account_id", 2245L);
    assertThat(after(Map.of("a", 1), insert)).isEqualTo(Map.of("a", 1L, "account_id", 2245L));
    assertThat(after(Map.of("account_id", "x"), insert)).isEqualTo(Map.of("account_id", "x"));
  }

  @Test
  void updateChangesWhatIsThere() {
    ActionConfig update = put(Action.UPDATE, "db.secret", "redacted");
    assertThat(after(Map.of("db.secret", "s3cret"), update))
        .isEqualTo(Map.of("db.secret", "redacted"));
    assertThat(after(Map.of("a", 1), update)).isEqualTo(Map.of("a", 1L));
  }

  @Test
  void upsertDoesBoth() {
    ActionConfig upsert = put(Action.UPSERT, "redacted_span", true);
    assertThat(after(Map.of(), upsert)).isEqualTo(Map.of("redacted_span", true));
    assertThat(after(Map.of("redacted_span", "no"), upsert))
        .isEqualTo(Map.of("redacted_span", true));
  }

  @Test
  void takesTheValueOfAnotherAttributeIfThereIsOne() {
    ActionConfig copy = from(Action.UPSERT, "new_user_key", "user_key", null);
    assertThat(after(Map.of("user_key", List.of("a", 2)), copy))
        .isEqualTo(Map.of("user_key", List.of("a", 2L), "new_user_key", List.of("a", 2L)));
    assertThat(after(Map.of("a", 1), copy)).isEqualTo(Map.of("a", 1L));
    ActionConfig orElse = from(Action.INSERT, "region", "cloud.region", "us-east-1");
    assertThat(after(Map.of("cloud.region", "eu"), orElse)).containsEntry("region", "eu");
    assertThat(after(Map.of(), orElse)).isEqualTo(Map.of("region", "us-east-1"));
  }

  @Test
  void actionsSeeWhatEarlierOnesDid() {
    List<ActionConfig> backfill =
        List.of(
            put(Action.INSERT, "operation", "default"),
            from(Action.UPSERT, "svc.operation", "operation", null),
            action("operation", Action.DELETE, null, null));
    assertThat(after(Map.of("operation", "subtract", "n", 123), backfill))
        .isEqualTo(Map.of("svc.operation", "subtract", "n", 123L));
    assertThat(after(Map.of("n", 4), backfill))
        .isEqualTo(Map.of("svc.operation", "default", "n", 4L));
  }

  @Test
  void valuesKeepTheTypesOfYaml() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("k", List.of(1L, 2.5));
    map.put("none", null);
    for (Object value : List.of("2245", 2245L, 1.5, false, List.of("a", 1L), map)) {
      assertThat(after(Map.of(), put(Action.INSERT, "v", value))).containsEntry("v", value);
    }
  }

  @Test
  void deleteTakesAKeyAndWhatAPatternFinds() {
    Map<String, Object> before = Map.of("token", 1, "x.token.y", 2, "credit_card", 3, "ok", 4);
    assertThat(after(before, action("token", Action.DELETE, null, null)))
        .containsOnlyKeys("x.token.y", "credit_card", "ok");
    assertThat(after(before, action(null, Action.DELETE, "tok", null)))
        .containsOnlyKeys("credit_card", "ok");
    assertThat(after(before, action("credit_card", Action.DELETE, "^token$", null)))
        .containsOnlyKeys("x.token.y", "ok");
  }

  @Test
  void deleteLeavesNoSecondOne() {
    Span twice =
        span("s", Map.of("token", "a")).toBuilder()
            .mergeFrom(span("s", Map.of("token", "b")))
            .build();
    assertThat(after(twice, List.of(action("token", Action.DELETE, null, null)))).isEmpty();
  }

  /** The hashes were made with other software. */
  @Test
  void hashIsSha256() {
    Map<String, Object> hashed =
        after(
            Map.of("s", "a", "n", 1L, "d", 1.0, "b", true, "e", "", "l", List.of("a"), "o", "a"),
            action(null, Action.HASH, "^[sndbel]$", null));
    assertThat(hashed)
        .isEqualTo(
            Map.of(
                "s", "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb",
                "n", "7c9fa136d4413fa6173637e883b6998d32e1d675f88cddff9dcbcf331820f4b8",
                "d", "6c3c396ed6b5c36dcae172271f462051b1266b851e92df3deea8ac65478fd712",
                "b", "4bf5122f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c7785459a",
                "e", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "l", "",
                "o", "a"));
  }

  @Test
  void extractMakesAttributesOfNamedGroups() {
    ActionConfig extract =
        action(
            "http.url",
            Action.EXTRACT,
            "^(?P<http_protocol>.*):\\/\\/(?P<http_domain>.*)\\/(?P<http_path>.*)"
                + "(?:\\?|\\&)(?P<http_query_params>.*)",
            null);
    String url = "http://example.com/path?queryParam1=value1,queryParam2=value2";
    assertThat(after(Map.of("http.url", url, "http_path", "old"), extract))
        .isEqualTo(
            Map.of(
                "http.url", url,
                "http_protocol", "http",
                "http_domain", "example.com",
                "http_path", "path",
                "http_query_params", "queryParam1=value1,queryParam2=value2"));
    assertThat(after(Map.of("http.url", "no"), extract)).isEqualTo(Map.of("http.url", "no"));
    assertThat(after(Map.of("http.url", 5), extract)).isEqualTo(Map.of("http.url", 5L));
  }

  @ParameterizedTest
  @CsvSource({
    "INT, s:404, i:404",
    "INT, s:+7, i:7",
    "INT, s:0x10, s:0x10",
    "INT, s:99999999999999999999, s:99999999999999999999",
    "INT, s:4.5, s:4.5",
    "INT, d:4.9, i:4",
    "INT, b:true, i:1",
    "INT, b:false, i:0",
    "DOUBLE, s:4.5, d:4.5",
    "DOUBLE, s:1e3, d:1000.0",
    "DOUBLE, s:0x1p4, d:16.0",
    "DOUBLE, s:1.5d, s:1.5d",
    "DOUBLE, s:-INF, d:-Infinity",
    "DOUBLE, s:1e999, s:1e999",
    "DOUBLE, i:3, d:3.0",
    "DOUBLE, b:true, d:1.0",
    "STRING, i:-5, s:-5",
    "STRING, d:2.0, s:2",
    "STRING, d:1e21, s:1e+21",
    "STRING, d:1e-7, s:1e-7",
    "STRING, d:-0.0, s:-0",
    "STRING, d:123456789012.5, s:123456789012.5",
    "STRING, b:true, s:true",
    "STRING, s:x, s:x",
  })
  void convertChangesTheType(ConvertedType type, String before, String expected) {
    assertThat(after(Map.of("k", typed(before)), action("k", Action.CONVERT, null, type)))
        .isEqualTo(Map.of("k", typed(expected)));
  }

  @Test
  void convertsListsMapsAndBytesToText() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("z", 1.0);
    map.put("a", Arrays.asList(null, "\"<\"", true));
    ActionConfig toText = action("k", Action.CONVERT, null, ConvertedType.STRING);
    assertThat(after(Map.of("k", map), toText))
        .isEqualTo(Map.of("k", "{\"a\":[null,\"\\\"<\\\"\",true],\"z\":1}"));
    assertThat(after(Map.of("k", new byte[] {1, 2, 3}), toText)).isEqualTo(Map.of("k", "AQID"));
  }

  private static Object typed(String text) {
    String value = text.substring(2);
    return switch (text.charAt(0)) {
      case 's' -> value;
      case 'i' -> Long.valueOf(value);
      case 'd' -> Double.valueOf(value);
      default -> Boolean.valueOf(value);
    };
  }

  private static ActionConfig put(Action action, String key, Object value) {
    return new ActionConfig(key, action, value, null, null, null, null, null);
  }

  private static ActionConfig from(
      Action action, String key, String from, @Nullable Object otherwise) {
    return new ActionConfig(key, action, null, from, null, otherwise, null, null);
  }

  private static ActionConfig action(
      @Nullable String key, Action action, @Nullable String pattern, @Nullable ConvertedType type) {
    return new ActionConfig(key, action, null, null, null, null, pattern, type);
  }

  private static Map<String, Object> after(Map<String, ?> attributes, ActionConfig action) {
    return after(attributes, List.of(action));
  }

  private static Map<String, Object> after(Map<String, ?> attributes, List<ActionConfig> actions) {
    return after(span("s", attributes), actions);
  }

  private static Map<String, Object> after(Span before, List<ActionConfig> configs) {
    Actions actions = Actions.of(configs);
    Batch edited =
        OtlpEdit.apply(
            spans(ORIGIN, before),
            new Edit() {
              @Override
              public Verdict item(WireMessage item) {
                actions.apply(item.attributes());
                return Verdict.KEEP;
              }
            });
    ExportTraceServiceRequest request = (ExportTraceServiceRequest) edited.message();
    Span after = request.getResourceSpans(0).getScopeSpans(0).getSpans(0);
    assertThat(after.toBuilder().clearAttributes().build())
        .isEqualTo(before.toBuilder().clearAttributes().build());
    return plain(after.getAttributesList());
  }
}
