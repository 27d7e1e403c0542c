package dev.otelgw.gateway.config;

import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.ComponentId.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * A configuration as it takes effect: files merged, variables put in, secrets masked. Sections come
 * in a fixed order, what is in them in the order of the files.
 */
public final class EffectiveYaml {

  private static final DumpSettings SETTINGS =
      DumpSettings.builder()
          .setDefaultFlowStyle(FlowStyle.BLOCK)
          .setSchema(new CoreSchema())
          .setDereferenceAliases(true)
          .setWidth(1_000)
          .build();

  private final Node.Mapping root;
  private final Configuration configuration;
  private final ServiceSection service;

  EffectiveYaml(Node.Mapping root, Configuration configuration, ServiceSection service) {
    this.root = root;
    this.configuration = configuration;
    this.service = service;
  }

  /** What the files say. */
  public String asGiven() {
    Map<String, @Nullable Object> sections = new LinkedHashMap<>();
    for (Kind kind : Kind.values()) {
      Map<String, @Nullable Object> section = new LinkedHashMap<>();
      Node.Entry entry = root.entries().get(Kinds.section(kind));
      if (entry != null
          && YamlReader.resolve(entry.value()) instanceof Node.Mapping(_, var given)) {
        given.forEach((key, component) ->
            Ids.component(kind, key, _ -> {})
                .ifPresent(id -> section.put(key, given(id, component.value()))));
        sections.put(Kinds.section(kind), section);
      }
    }
    Node.Entry entry = root.entries().get("service");
    if (entry != null) {
      sections.put("service", Masked.node(entry.value(), ServiceSection.class));
    }
    return new Dump(SETTINGS).dumpToString(sections);
  }

  private @Nullable Object given(ComponentId id, Node node) {
    return Masked.node(node, configuration.component(id).factory().configType());
  }

  /** What the files say, and the default of every key that they do not. */
  public String withDefaults() {
    Map<String, Map<String, Object>> sections = new LinkedHashMap<>();
    configuration
        .components()
        .forEach((id, component) ->
            sections
                .computeIfAbsent(Kinds.section(id.kind()), _ -> new LinkedHashMap<>())
                .put(id.key(), Masked.record(component.config())));
    sections.put("service", Masked.record(service));
    return new Dump(SETTINGS).dumpToString(sections);
  }
}
