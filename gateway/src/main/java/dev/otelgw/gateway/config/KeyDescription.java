package dev.otelgw.gateway.config;

import dev.otelgw.pipeline.config.Reference;
import dev.otelgw.pipeline.config.Secret;
import dev.otelgw.pipeline.config.Setting;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One key of a component, for its documentation.
 *
 * @param path dotted; {@code []} stands for the items of a list, {@code <name>} for a key of the
 *     user's choice
 * @param type in words: {@code whole number (1 to 10000)}
 * @param defaultValue as configurations write it; empty where there is none
 * @param meaning what it does
 */
public record KeyDescription(String path, String type, String defaultValue, String meaning) {

  /** Records inside records inside records: no configuration goes deeper. */
  private static final int DEEPEST = 8;

  /** All keys of a configuration record, in its order, each section before its keys. */
  public static List<KeyDescription> of(Class<? extends Record> type) {
    List<KeyDescription> keys = new ArrayList<>();
    describe(type, null, "", keys, 0);
    return List.copyOf(keys);
  }

  /** The keys of {@code service}, without those that are taken for the Collector's sake only. */
  public static List<KeyDescription> ofService() {
    return of(ServiceSection.class);
  }

  private static void describe(
      Class<? extends Record> type,
      @Nullable Record base,
      String prefix,
      List<KeyDescription> into,
      int depth) {
    Shape<? extends Record> shape = Shape.of(type);
    Record defaults = base == null ? shape.defaults().orElse(null) : base;
    for (Shape.Key key : shape.keys()) {
      if (key.type() == Ignored.class || depth > DEEPEST) {
        continue;
      }
      String path = prefix + key.name();
      Object value = defaults == null ? key.absent() : key.read(defaults);
      String meaning = key.setting() == null ? "" : key.setting().value();
      String given = value == null && !key.nullable() ? "required" : written(value);
      into.add(new KeyDescription(path, words(key.type(), key.setting()), given, meaning));
      if (key.nested().isPresent()) {
        describe(key.nested().get(), (Record) value, path + ".", into, depth + 1);
      }
      if (key.is(List.class)) {
        element(key.element(), path + "[].", into, depth);
      } else if (key.is(Map.class)) {
        element(key.element(), path + ".<name>.", into, depth);
      }
    }
  }

  private static void element(Type type, String prefix, List<KeyDescription> into, int depth) {
    Optional<Class<? extends Record>> record = Shape.asRecord(type);
    record.ifPresent(nested -> describe(nested, null, prefix, into, depth + 1));
  }

  private static String words(Type type, @Nullable Setting setting) {
    if (type instanceof ParameterizedType generic && generic.getRawType() == Reference.class) {
      return "name of an extension";
    }
    if (!(type instanceof Class<?> c)) {
      Type element = Shape.lastArgument(type);
      boolean list = Shape.arguments(type) == 1;
      return (list ? "list of " : "map of ") + words(element, setting);
    }
    if (c == String.class) {
      return "text";
    }
    if (c == Secret.class) {
      return "secret";
    }
    if (c == Duration.class) {
      return "duration";
    }
    if (c == boolean.class || c == Boolean.class) {
      return "true or false";
    }
    if (c.isEnum()) {
      return String.join(
          ", ", Arrays.stream(c.getEnumConstants()).map(ScalarBinder::choiceName).toList());
    }
    if (c.isRecord()) {
      return "section";
    }
    if (c == Object.class) {
      return "anything";
    }
    String number = c == double.class || c == Double.class ? "number" : "whole number";
    return number + range(setting);
  }

  private static String range(@Nullable Setting setting) {
    if (setting == null) {
      return "";
    }
    boolean least = setting.min() != Long.MIN_VALUE;
    boolean most = setting.max() != Long.MAX_VALUE;
    if (least && most) {
      return " (%d to %d)".formatted(setting.min(), setting.max());
    }
    return least
        ? " (at least %d)".formatted(setting.min())
        : most ? " (at most %d)".formatted(setting.max()) : "";
  }

  /** A default as configurations write it; nothing for sections, whose keys have their own. */
  private static String written(@Nullable Object value) {
    return switch (value) {
      case null -> "absent";
      case Reference<?> reference -> reference.id();
      case Record _ -> "";
      case Secret _ -> "";
      case Duration duration -> GoDuration.format(duration);
      case Enum<?> constant -> ScalarBinder.choiceName(constant);
      default -> value.toString();
    };
  }
}
