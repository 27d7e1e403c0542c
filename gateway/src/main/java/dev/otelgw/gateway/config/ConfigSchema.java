package dev.otelgw.gateway.config;

import dev.otelgw.pipeline.ComponentId.Kind;
import dev.otelgw.pipeline.ComponentType;
import dev.otelgw.pipeline.Factory;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.config.Reference;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the reader takes, as JSON schema for editors: keys, types, bounds, defaults, descriptions.
 * Of draft 7, which the editors' YAML support knows best. What {@link
 * dev.otelgw.pipeline.config.Checked} records check, and whether what is named is defined, is not
 * in it; nor is what must be given on the top level, since a configuration may be several files.
 */
public final class ConfigSchema {

  private static final String DEFINITIONS = "#/definitions/";

  private final Map<String, Object> definitions = new LinkedHashMap<>();

  private ConfigSchema() {}

  /** The schema of a configuration of these components, as maps, lists, texts and numbers. */
  public static Map<String, Object> of(List<Factory<?>> factories) {
    return new ConfigSchema().root(factories);
  }

  private Map<String, Object> root(List<Factory<?>> factories) {
    Map<String, Object> sections = new LinkedHashMap<>();
    for (Kind kind : Kind.values()) {
      sections.put(
          Kinds.section(kind),
          components(
              kind,
              factories.stream().filter(factory -> Catalogue.kindOf(factory) == kind).toList()));
    }
    sections.put("service", section(ServiceSection.class, null));
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("$schema", "http://json-schema.org/draft-07/schema#");
    root.put("title", "Configuration of otelgw");
    root.put("type", "object");
    root.put("properties", sections);
    root.put("additionalProperties", false);
    root.put("definitions", definitions);
    return root;
  }

  /** A section of the top level: {@code type} or {@code type/name}. */
  private Map<String, Object> components(Kind kind, List<Factory<?>> factories) {
    Map<String, Object> names = new LinkedHashMap<>();
    Map<String, Object> patterns = new LinkedHashMap<>();
    for (Factory<?> factory : factories) {
      ComponentType type = factory.type();
      String definition = Kinds.section(kind) + "." + type.name();
      definitions.put(
          definition, described(section(factory.configType(), null), type.summary(), null));
      Map<String, Object> there = new LinkedHashMap<>();
      there.put("$ref", DEFINITIONS + definition);
      // Editors complete names; patterns they only check.
      Catalogue.names(type).forEach(name -> names.put(name, there));
      patterns.put(named(Catalogue.names(type)), there);
    }
    return map(names, patterns);
  }

  /** {@code type/name}, as {@link Ids} splits it. */
  private static String named(Stream<String> types) {
    return types.collect(Collectors.joining("|", "^\\s*(", ")\\s*/.*\\S"));
  }

  private static Map<String, Object> map(Map<String, Object> names, Map<String, Object> patterns) {
    Map<String, Object> schema = objectOr(ValueSchema.types("object", "null", "string"));
    schema.put("properties", names);
    schema.put("patternProperties", patterns);
    schema.put("additionalProperties", false);
    return schema;
  }

  private Map<String, Object> pipelines() {
    definitions.put("pipeline", section(ServiceSection.Chain.class, null));
    Map<String, Object> there = Map.of("$ref", DEFINITIONS + "pipeline");
    Map<String, Object> names = new LinkedHashMap<>();
    Arrays.stream(Signal.values()).forEach(signal -> names.put(signal.lowerName(), there));
    return map(names, Map.of(named(names.keySet().stream()), there));
  }

  /** Instead of a map there may be nothing, or a variable with one in it. */
  private static Map<String, Object> objectOr(Map<String, Object> types) {
    return ValueSchema.matching(types, ValueSchema.WHOLE);
  }

  private Map<String, Object> section(Class<? extends Record> type, @Nullable Record base) {
    Shape<? extends Record> shape = Shape.of(type);
    Record defaults = base == null ? shape.defaults().orElse(null) : base;
    Map<String, Object> keys = new LinkedHashMap<>();
    List<Object> required = new ArrayList<>();
    for (Shape.Key key : shape.keys()) {
      Object preset = defaults == null ? key.absent() : key.read(defaults);
      String meaning = key.setting() == null ? "" : key.setting().value();
      keys.put(
          key.name(),
          key.type() == Ignored.class
              ? described(new LinkedHashMap<>(), "Has no effect here: " + meaning + ".", null)
              : described(key(key, preset), meaning, preset));
      if (preset == null && !key.nullable()) {
        required.add(key.name());
      }
    }
    Map<String, Object> schema = objectOr(ValueSchema.types("object", "null", "string"));
    schema.put("properties", keys);
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    schema.put("additionalProperties", false);
    return schema;
  }

  private static Map<String, Object> described(
      Map<String, Object> schema, String meaning, @Nullable Object preset) {
    Map<String, Object> described = new LinkedHashMap<>();
    if (!meaning.isEmpty()) {
      described.put("description", meaning);
    }
    Object written = ValueSchema.written(preset);
    if (written != null) {
      described.put("default", written);
    }
    described.putAll(schema);
    return described;
  }

  private Map<String, Object> key(Shape.Key key, @Nullable Object preset) {
    if (key.is(List.class)) {
      return list(key);
    }
    if (key.is(Map.class)) {
      return key.element() == ServiceSection.Chain.class ? pipelines() : mapOf(key);
    }
    if (key.is(Reference.class)) {
      return ValueSchema.types("string");
    }
    Optional<Class<? extends Record>> nested = key.nested();
    return nested.isPresent() ? section(nested.get(), (Record) preset) : single(key.type(), key);
  }

  private Map<String, Object> single(Type type, Shape.Key key) {
    if (type == Object.class) {
      return new LinkedHashMap<>();
    }
    Optional<Class<? extends Record>> nested = Shape.asRecord(type);
    return nested.isPresent() ? section(nested.get(), null) : ValueSchema.of(type, key.setting());
  }

  /** Text stands for a list of texts, as in the Collector. */
  private Map<String, Object> list(Shape.Key key) {
    Map<String, Object> schema =
        key.element() == String.class
            ? ValueSchema.types("array", "string", "number", "boolean", "null")
            : objectOr(ValueSchema.types("array", "null", "string"));
    schema.put("items", single(key.element(), key));
    return schema;
  }

  /** Also as the Collector's list of {@code {name, value}}. */
  private Map<String, Object> mapOf(Shape.Key key) {
    Map<String, Object> value = single(key.element(), key);
    Map<String, Object> pair = ValueSchema.types("object");
    Map<String, Object> both = new LinkedHashMap<>();
    both.put("name", ValueSchema.types("string", "number", "boolean"));
    both.put("value", value);
    pair.put("properties", both);
    pair.put("required", List.of("name", "value"));
    pair.put("additionalProperties", false);
    Map<String, Object> schema = objectOr(ValueSchema.types("object", "array", "null", "string"));
    schema.put("additionalProperties", value);
    schema.put("items", pair);
    return schema;
  }
}
