package dev.otelgw.gateway.telemetry;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/**
 * One value for each constant of an enum, made when it is first asked for. Thread-safe; once made,
 * a value costs one volatile read and one array read.
 */
final class EnumSlots<K extends Enum<K>, V> {

  private final Function<K, V> make;

  /** Never changed, only replaced. */
  private volatile Map<K, V> values;

  EnumSlots(Class<K> keys, Function<K, V> make) {
    this.values = new EnumMap<>(keys);
    this.make = make;
  }

  V get(K key) {
    V value = values.get(key);
    return value != null ? value : makeOnce(key);
  }

  /** What has been made so far. */
  Map<K, V> made() {
    return Collections.unmodifiableMap(values);
  }

  private synchronized V makeOnce(K key) {
    V before = values.get(key);
    if (before != null) {
      return before;
    }
    V value = make.apply(key);
    EnumMap<K, V> more = new EnumMap<>(values);
    more.put(key, value);
    values = more;
    return value;
  }
}
