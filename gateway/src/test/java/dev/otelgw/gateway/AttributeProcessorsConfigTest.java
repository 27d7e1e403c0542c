package dev.otelgw.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.gateway.config.ConfigLoader;
import dev.otelgw.gateway.config.EditorView;
import dev.otelgw.gateway.config.Loaded;
import dev.otelgw.gateway.config.Problem;
import dev.otelgw.gateway.config.Source;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.ComponentId.Kind;
import dev.otelgw.pipeline.processors.actions.ActionConfig;
import dev.otelgw.pipeline.processors.actions.ActionConfig.Action;
import dev.otelgw.pipeline.processors.actions.ActionConfig.ConvertedType;
import dev.otelgw.pipeline.processors.attributes.AttributesConfig;
import dev.otelgw.pipeline.processors.resource.ResourceConfig;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The {@code attributes} and {@code resource} processors as the Collector's users write them. */
class AttributeProcessorsConfigTest {

  private static final EditorView EDITOR = EditorView.of(Components.all());

  private static final String AROUND =
      """
      receivers:
        otlp: {protocols: {grpc: }}
      exporters:
        debug:
      """;

  @Test
  void readsEveryAction() {
    AttributesConfig config =
        (AttributesConfig)
            config(
                "attributes/example",
                """
                processors:
                  attributes/example:
                    actions:
                      - key: db.table
                        action: delete
                      - key: redacted_span
                        value: true
                        action: upsert
                      - key: copy_key
                        from_attribute: key_original
                        action: update
                      - {key: account_id, value: 2245, action: INSERT}
                      - {key: text, value: "2245", action: insert}
                      - {key: ratio, value: 0.5, action: insert}
                      - {key: list, value: [a, 1], action: insert}
                      - {key: region, from_attribute: r, default_value: eu, action: insert}
                      - {pattern: ^secret\\., action: hash}
                      - key: http.url
                        pattern: ^(?P<http_protocol>.*):\\/\\/(?P<http_domain>.*)
                        action: extract
                      - {key: http.status_code, action: convert, converted_type: int}
                """);
    assertThat(config.actions())
        .containsExactly(
            action("db.table", Action.DELETE, null, null, null, null, null),
            action("redacted_span", Action.UPSERT, true, null, null, null, null),
            action("copy_key", Action.UPDATE, null, "key_original", null, null, null),
            action("account_id", Action.INSERT, 2245L, null, null, null, null),
            action("text", Action.INSERT, "2245", null, null, null, null),
            action("ratio", Action.INSERT, 0.5, null, null, null, null),
            action("list", Action.INSERT, List.of("a", 1L), null, null, null, null),
            action("region", Action.INSERT, null, "r", "eu", null, null),
            action(null, Action.HASH, null, null, null, "^secret\\.", null),
            action(
                "http.url",
                Action.EXTRACT,
                null,
                null,
                null,
                "^(?P<http_protocol>.*):\\/\\/(?P<http_domain>.*)",
                null),
            action("http.status_code", Action.CONVERT, null, null, null, null, ConvertedType.INT));
  }

  @Test
  void readsResourcesAndMatches() {
    ResourceConfig resource =
        (ResourceConfig)
            config(
                "resource",
                """
                processors:
                  resource:
                    attributes:
                    - key: k8s.cluster.name
                      from_attribute: k8s-cluster
                      action: insert
                """);
    assertThat(resource.attributes())
        .containsExactly(
            action("k8s.cluster.name", Action.INSERT, null, "k8s-cluster", null, null, null));
    assertThat(
            config(
                    "attributes",
                    """
                    processors:
                      attributes:
                        include:
                          match_type: regexp
                          regexp: {cacheenabled: false, cachemaxnumentries: 100}
                          services: ["auth.*", "login.*"]
                        exclude:
                          match_type: strict
                          attributes:
                            - {key: redact_trace, value: false}
                            - {key: test_request}
                          libraries: [{name: mongo-java-driver, version: 3.8.0}, {name: http}]
                        actions: [{key: token, action: delete}]
                    """)
                .toString())
        .contains("services=[auth.*, login.*]")
        .contains("AttributeMatchConfig[key=redact_trace, value=false]")
        .contains("AttributeMatchConfig[key=test_request, value=null]")
        .contains("LibraryConfig[name=mongo-java-driver, version=3.8.0]")
        .contains("LibraryConfig[name=http, version=null]");
  }

  @Test
  void saysWhatIsWrongAndWhere() {
    Loaded loaded =
        load(
            "logs",
            "attributes",
            """
            processors:
              attributes:
                include: {match_type: strict, services: [a]}
                actions:
                  - {key: a, action: upsrt, value: 1}
                  - {key: b, value: 1}
                  - {key: c, action: insert, from_context: client.port}
                  - {key: d, action: convert, converted_type: bool}
            """);
    assertThat(((Loaded.Invalid) loaded).errors().stream().map(Problem::toString))
        .containsExactly(
            "otelgw.yaml:9:18  processors.attributes.actions[0].action: must be one of insert,"
                + " update, upsert, delete, hash, extract, convert, was \"upsrt\"; did you mean"
                + " \"upsert\"?",
            "otelgw.yaml:10:9  processors.attributes.actions[1].action: missing; it has no default",
            "otelgw.yaml:11:34  processors.attributes.actions[2].from_context:"
                + " \"client.port\" is unknown; use metadata.<header>, auth.<attribute> or"
                + " client.address",
            "otelgw.yaml:12:35  processors.attributes.actions[3].converted_type: must be one of"
                + " int, double, string, was \"bool\"",
            "otelgw.yaml:15:44  service.pipelines.logs.processors[0]: processor attributes:"
                + " include.services is not for logs; remove it, or use a processor of its own"
                + " there");
  }

  private static ActionConfig action(
      String key,
      Action action,
      Object value,
      String from,
      Object otherwise,
      String pattern,
      ConvertedType type) {
    return new ActionConfig(key, action, value, from, null, otherwise, pattern, type);
  }

  private static Record config(String id, String yaml) {
    Loaded loaded = load("traces", id, yaml);
    assertThat(loaded).as(loaded.toString()).isInstanceOf(Loaded.Ok.class);
    String[] name = id.split("/", -1);
    return ((Loaded.Ok) loaded)
        .configuration()
        .component(new ComponentId(Kind.PROCESSOR, name[0], name.length > 1 ? name[1] : ""))
        .config();
  }

  private static Loaded load(String pipeline, String processor, String yaml) {
    String service =
        """
        service:
          pipelines:
            %s: {receivers: [otlp], processors: [%s], exporters: [debug]}
        """
            .formatted(pipeline, processor);
    Loaded loaded =
        ConfigLoader.load(
            List.of(new Source.Text("otelgw.yaml", AROUND + yaml + service)),
            Components.all(),
            Map.of());
    EDITOR.agreesWith(loaded, AROUND + yaml + service);
    return loaded;
  }
}
