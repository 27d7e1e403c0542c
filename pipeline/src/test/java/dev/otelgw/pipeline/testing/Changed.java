package dev.otelgw.pipeline.testing;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Configuration records that differ from others in a few keys. Stateless. */
public final class Changed {

  private Changed() {}

  /**
   * The same record with other values.
   *
   * @param namesAndValues the components' names in Java, each followed by its value
   */
  public static <R extends Record> R record(R base, Object... namesAndValues) {
    Map<String, Object> changes = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      changes.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    RecordComponent[] components = base.getClass().getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] values = new Object[components.length];
    try {
      for (int i = 0; i < components.length; i++) {
        var accessor = components[i].getAccessor();
        accessor.setAccessible(true);
        String name = components[i].getName();
        values[i] = changes.containsKey(name) ? changes.remove(name) : accessor.invoke(base);
      }
      if (!changes.isEmpty()) {
        throw new IllegalArgumentException(base.getClass() + " has no " + changes.keySet());
      }
      var constructor = base.getClass().getDeclaredConstructor(types);
      constructor.setAccessible(true);
      @SuppressWarnings("unchecked") // The constructor is that of the record's own class.
      R changed = (R) constructor.newInstance(values);
      return changed;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
