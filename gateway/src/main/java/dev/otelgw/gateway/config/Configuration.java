package dev.otelgw.gateway.config;

import dev.otelgw.pipeline.ComponentId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A configuration in which everything is known, typed and checked.
 *
 * @param components all that are defined, used or not, in the order of the files
 * @param service what runs
 */
public record Configuration(Map<ComponentId, Configured<?>> components, Service service) {

  /** Copies the map, keeping its order. */
  public Configuration {
    components = Collections.unmodifiableMap(new LinkedHashMap<>(components));
  }

  /** The components of one section. */
  public List<Configured<?>> all(ComponentId.Kind kind) {
    return components.values().stream()
        .<Configured<?>>map(component -> component)
        .filter(component -> component.id().kind() == kind)
        .toList();
  }

  /**
   * The component of this name.
   *
   * @throws IllegalArgumentException when there is none; references of pipelines always have one
   */
  public Configured<?> component(ComponentId id) {
    Configured<?> component = components.get(id);
    if (component == null) {
      throw new IllegalArgumentException(id + " is not defined");
    }
    return component;
  }
}
