package dev.otelgw.gateway.config;

import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Signal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads the names of components and pipelines: {@code type} or {@code type/name}. */
final class Ids {

  private static final List<String> SIGNALS =
      Arrays.stream(Signal.values()).map(Signal::lowerName).toList();

  private Ids() {}

  /** A component's name; what is wrong with it goes to {@code wrong}. */
  static Optional<ComponentId> component(
      ComponentId.Kind kind, String text, Consumer<String> wrong) {
    return split(text, wrong)
        .map(parts -> new ComponentId(kind, parts.getFirst(), parts.getLast()));
  }

  /** A pipeline's name; what is wrong with it goes to {@code wrong}. */
  static Optional<PipelineId> pipeline(String text, Consumer<String> wrong) {
    Optional<List<String>> parts = split(text, wrong);
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    String signal = parts.get().getFirst();
    Optional<Signal> known =
        Arrays.stream(Signal.values()).filter(s -> s.lowerName().equals(signal)).findFirst();
    if (known.isEmpty()) {
      String hint = Spelling.hint(signal, SIGNALS);
      wrong.accept(
          "unknown signal \"%s\"%s"
              .formatted(
                  signal,
                  hint.isEmpty() ? "; a pipeline carries " + String.join(", ", SIGNALS) : hint));
      return Optional.empty();
    }
    return known.map(s -> new PipelineId(s, parts.get().getLast()));
  }

  /** Type and name, the latter possibly empty. Slashes after the first belong to the name. */
  private static Optional<List<String>> split(String text, Consumer<String> wrong) {
    int slash = text.indexOf('/');
    String type = (slash < 0 ? text : text.substring(0, slash)).strip();
    String name = slash < 0 ? "" : text.substring(slash + 1).strip();
    if (type.isEmpty() || (slash >= 0 && name.isEmpty())) {
      wrong.accept("must be type or type/name, was \"" + text + "\"");
      return Optional.empty();
    }
    return Optional.of(List.of(type, name));
  }
}
