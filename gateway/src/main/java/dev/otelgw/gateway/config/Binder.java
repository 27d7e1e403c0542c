package dev.otelgw.gateway.config;

import dev.otelgw.pipeline.config.Checked;
import dev.otelgw.pipeline.config.Reference;
import dev.otelgw.pipeline.config.Secret;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lays a tree over the defaults of a record. What is wrong is reported and its default kept, so
 * that one run finds everything.
 */
final class Binder {

  /**
   * A key that names an extension.
   *
   * @param id as given
   * @param wanted what the extension must offer
   */
  record Referred(Place place, String id, Class<?> wanted) {}

  private final Findings findings;
  private final Refusals refusals;
  private final List<Referred> references = new ArrayList<>();

  Binder(Findings findings, Refusals refusals) {
    this.findings = findings;
    this.refusals = refusals;
  }

  /** The references to extensions that the bound records hold. */
  List<Referred> references() {
    return List.copyOf(references);
  }

  /** The record that stands at a place; empty when keys without defaults are missing. */
  <R extends Record> Optional<R> bind(Class<R> type, Node node, Place place) {
    return Optional.ofNullable(record(type, null, node, place, List.of()));
  }

  private <R extends Record> @Nullable R record(
      Class<R> type, @Nullable Record base, Node node, Place place, List<String> outer) {
    Shape<R> shape = Shape.of(type);
    Record defaults = base == null ? shape.defaults().orElse(null) : base;
    Optional<Node.Mapping> given = mapping(node, place, shape.names());
    if (given.isEmpty()) {
      return defaults == null ? null : type.cast(defaults);
    }
    Node.Mapping mapping = given.get();
    new UnknownKeys(findings, shape, outer, refusals).report(mapping, place);
    @Nullable Object[] values = new Object[shape.keys().size()];
    boolean complete = true;
    for (int i = 0; i < values.length; i++) {
      Shape.Key key = shape.keys().get(i);
      Object preset = defaults == null ? key.absent() : key.read(defaults);
      Node.Entry entry = mapping.entries().get(key.name());
      values[i] = preset;
      if (entry != null) {
        values[i] =
            value(key, preset, entry.value(), place.key(key.name(), entry.position()), shape);
      } else if (preset == null && !key.nullable()) {
        findings.brokenRule(place.key(key.name(), place.position()), "missing; it has no default");
      }
      complete &= key.nullable() || values[i] != null;
    }
    return complete ? make(shape, values, mapping, place) : null;
  }

  private <R extends Record> @Nullable R make(
      Shape<R> shape, @Nullable Object[] values, Node.Mapping mapping, Place place) {
    try {
      R record = shape.make(values);
      if (record instanceof Checked checked) {
        checked.check(new RecordProblems(findings, place, mapping));
      }
      return record;
    } catch (IllegalArgumentException e) {
      findings.error(place, String.valueOf(e.getMessage()));
      return null;
    }
  }

  private Optional<Node.Mapping> mapping(Node node, Place place, List<String> keys) {
    return switch (YamlReader.resolve(node)) {
      case Node.Mapping mapping -> Optional.of(mapping);
      case Node.Null(var position) -> Optional.of(Node.Mapping.empty(position));
      case Node.Lost _ -> Optional.empty();
      case Node.Sequence _, Node.Scalar _ -> {
        findings.error(
            place, "must be a map (%s), was %s".formatted(String.join(", ", keys), shown(node)));
        yield Optional.empty();
      }
    };
  }

  private @Nullable Object value(
      Shape.Key key, @Nullable Object preset, Node node, Place place, Shape<?> owner) {
    if (key.type() == Ignored.class) {
      String why = key.setting() == null ? "" : ": " + key.setting().value();
      findings.warning(place, "has no effect here" + why);
      return preset;
    }
    if (node instanceof Node.Lost) {
      findings.settle(place.path());
      return preset;
    }
    if (key.is(List.class)) {
      return list(key, preset, node, place);
    }
    if (key.is(Map.class)) {
      return map(key, preset, node, place);
    }
    if (key.is(Reference.class)) {
      return reference(key, preset, node, place);
    }
    Optional<Class<? extends Record>> nested = key.nested();
    if (nested.isPresent()) {
      return record(nested.get(), (Record) preset, node, place, owner.names());
    }
    Node resolved = wantsText(key.type()) ? node : YamlReader.resolve(node);
    return resolved instanceof Node.Null
        ? (key.nullable() ? null : preset)
        : single(key, key.type(), resolved, place, preset);
  }

  private @Nullable Object reference(
      Shape.Key key, @Nullable Object preset, Node node, Place place) {
    if (!(node instanceof Node.Scalar scalar) || scalar.text().isBlank()) {
      findings.error(place, "must be the name of an extension, was " + shown(node));
      return preset;
    }
    Class<?> wanted = (Class<?>) key.element();
    references.add(new Referred(place, scalar.text().strip(), wanted));
    return new Reference<>(scalar.text().strip(), wanted);
  }

  private static boolean wantsText(Type type) {
    return type instanceof Class<?> c && ScalarBinder.wantsText(c);
  }

  /** One value that is no map of keys: the component's own, or an item of its list or map. */
  private @Nullable Object single(
      Shape.Key key, Type type, Node node, Place place, @Nullable Object otherwise) {
    Optional<Class<? extends Record>> nested = Shape.asRecord(type);
    if (nested.isPresent()) {
      return record(nested.get(), null, node, place, List.of());
    }
    Node resolved = wantsText(type) ? node : YamlReader.resolve(node);
    if (type == Object.class) {
      return PlainValues.of(resolved);
    }
    if (resolved instanceof Node.Scalar scalar && type instanceof Class<?> c) {
      Object value =
          ScalarBinder.bind(c, scalar, key.setting(), wrong -> findings.error(place, wrong));
      return value == null ? otherwise : value;
    }
    if (resolved instanceof Node.Null && type == String.class) {
      return "";
    }
    if (resolved instanceof Node.Null && type == Secret.class) {
      return new Secret("");
    }
    if (!(resolved instanceof Node.Lost)) {
      findings.error(place, "must be a single value, was " + shown(resolved));
    }
    return otherwise;
  }

  private @Nullable Object list(Shape.Key key, @Nullable Object preset, Node node, Place place) {
    Type type = key.element();
    List<Object> values = new ArrayList<>();
    switch (YamlReader.resolve(node)) {
      case Node.Null _, Node.Lost _ -> {
        return preset;
      }
      case Node.Sequence(_, var items) -> {
        for (int i = 0; i < items.size(); i++) {
          Object value =
              single(key, type, items.get(i), place.item(i, items.get(i).position()), null);
          if (value != null) {
            values.add(value);
          }
        }
      }
      case Node.Scalar scalar when type == String.class ->
          // As in the Collector: "a,b" is a list of two.
          Arrays.stream(scalar.text().split(",")).map(String::strip).forEach(values::add);
      case Node.Mapping _, Node.Scalar _ -> {
        findings.error(
            place, "must be a list, was %s; begin each item with \"- \"".formatted(shown(node)));
        return preset;
      }
    }
    return List.copyOf(values);
  }

  private @Nullable Object map(Shape.Key key, @Nullable Object preset, Node node, Place place) {
    Node resolved = YamlReader.resolve(node);
    if (resolved instanceof Node.Null) {
      return preset;
    }
    Map<String, Object> values = new LinkedHashMap<>();
    if (preset instanceof Map<?, ?> defaults) {
      defaults.forEach((name, value) -> values.put((String) name, value));
    }
    if (resolved instanceof Node.Scalar && key.element() == Secret.class) {
      findings.error(place, "must be a map (name: value), was text");
      return preset;
    }
    Node named = NamedValues.asMapping(resolved);
    Optional<Node.Mapping> mapping = mapping(named, place, List.of("name: value"));
    mapping.ifPresent(m ->
        m.entries()
            .forEach((name, entry) -> {
              Place child = place.key(name, entry.position());
              Object value = single(key, key.element(), entry.value(), child, null);
              if (value != null) {
                values.put(name, value);
              }
            }));
    return Collections.unmodifiableMap(values);
  }

  static String shown(Node node) {
    return switch (node) {
      case Node.Mapping _ -> "a map";
      case Node.Sequence _ -> "a list";
      case Node.Scalar scalar -> scalar.shown();
      case Node.Null _, Node.Lost _ -> "empty";
    };
  }
}
