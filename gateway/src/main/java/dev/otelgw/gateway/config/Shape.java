package dev.otelgw.gateway.config;

import dev.otelgw.pipeline.config.Setting;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A configuration record as configurations see it: keys with types, descriptions and defaults.
 *
 * @param type the record's class
 * @param keys in the order of the record's components
 */
record Shape<R extends Record>(Class<R> type, List<Key> keys) {

  /**
   * One key.
   *
   * @param name as configurations write it
   * @param type what the value becomes
   * @param nullable whether the key may be absent for good
   * @param setting description and bounds; null where the record gives none
   * @param accessor reads the value from a record
   */
  record Key(String name, Type type, boolean nullable, @Nullable Setting setting, Method accessor) {

    private static Key of(RecordComponent component) {
      Setting setting = component.getAnnotation(Setting.class);
      String name = setting == null ? "" : setting.name();
      component.getAccessor().setAccessible(true);
      return new Key(
          name.isEmpty() ? Spelling.snakeCase(component.getName()) : name,
          component.getGenericType(),
          component.getAnnotatedType().isAnnotationPresent(Nullable.class),
          setting,
          component.getAccessor());
    }

    /** The value in a record; null only where the key is nullable. */
    @Nullable Object read(Record record) {
      try {
        return accessor.invoke(record);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("cannot read " + accessor, e);
      }
    }

    /** What it holds when nothing is given and its record has no defaults: lists are empty. */
    @Nullable Object absent() {
      if (is(List.class)) {
        return List.of();
      }
      return is(Map.class) ? Map.of() : null;
    }

    /** The record that the key's value is, if it is one. */
    Optional<Class<? extends Record>> nested() {
      return asRecord(type);
    }

    /** What the list or the map holds. */
    Type element() {
      return lastArgument(type);
    }

    /** Whether the type is a list or a map. */
    boolean is(Class<?> container) {
      return type instanceof ParameterizedType generic && generic.getRawType() == container;
    }
  }

  static <R extends Record> Shape<R> of(Class<R> type) {
    return new Shape<>(type, Arrays.stream(type.getRecordComponents()).map(Key::of).toList());
  }

  static Optional<Class<? extends Record>> asRecord(Type type) {
    return type instanceof Class<?> c && c.isRecord()
        ? Optional.of(c.asSubclass(Record.class))
        : Optional.empty();
  }

  /** What a list or a map holds. */
  static Type lastArgument(Type container) {
    Type[] arguments = ((ParameterizedType) container).getActualTypeArguments();
    return arguments[arguments.length - 1];
  }

  /** 1 for a list, 2 for a map. */
  static int arguments(Type container) {
    return ((ParameterizedType) container).getActualTypeArguments().length;
  }

  List<String> names() {
    return keys.stream().map(Key::name).toList();
  }

  /** The record with its documented defaults; empty where some keys must be given. */
  Optional<R> defaults() {
    try {
      Constructor<R> constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      return Optional.of(constructor.newInstance());
    } catch (NoSuchMethodException _) {
      return Optional.empty();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make the defaults of " + type, e);
    }
  }

  /**
   * A record of these values, one for each key.
   *
   * @throws IllegalArgumentException with the record's own words, when it refuses them
   */
  R make(@Nullable Object[] values) {
    try {
      Class<?>[] types =
          Arrays.stream(type.getRecordComponents())
              .map(RecordComponent::getType)
              .toArray(Class<?>[]::new);
      Constructor<R> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw refused;
      }
      throw new IllegalStateException("cannot make a " + type, e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make a " + type, e);
    }
  }
}
