package dev.otelgw.pipeline;

import java.util.List;
import java.util.Set;

/**
 * What a factory makes, for lists, documentation and error messages.
 *
 * @param name the type as configurations write it, in snake_case
 * @param aliases other names that configurations in the field use for it
 * @param stability {@code stable}, {@code beta} or {@code alpha}
 * @param signals what it can handle
 * @param summary one sentence
 */
public record ComponentType(
    String name, List<String> aliases, String stability, Set<Signal> signals, String summary) {

  /** All three signals. */
  public static final Set<Signal> ALL_SIGNALS = Set.of(Signal.values());

  /** Copies the collections. */
  public ComponentType {
    aliases = List.copyOf(aliases);
    signals = Set.copyOf(signals);
  }
}
