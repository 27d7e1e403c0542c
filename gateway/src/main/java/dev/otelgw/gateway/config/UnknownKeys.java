package dev.otelgw.gateway.config;

import java.util.List;
import java.util.Optional;

/** Says of keys that a record does not have what they were probably meant to be. */
final class UnknownKeys {

  /** How far below a misplaced key is looked for. */
  private static final int DEEPEST = 3;

  private final Findings findings;
  private final Shape<?> shape;
  private final List<String> outer;
  private final Refusals refusals;

  /**
   * For one record.
   *
   * @param outer the keys one level up
   * @param refusals knows the Collector's keys
   */
  UnknownKeys(Findings findings, Shape<?> shape, List<String> outer, Refusals refusals) {
    this.findings = findings;
    this.shape = shape;
    this.outer = outer;
    this.refusals = refusals;
  }

  void report(Node.Mapping mapping, Place place) {
    List<String> known = shape.names();
    mapping
        .entries()
        .forEach((key, entry) -> {
          if (!known.contains(key)) {
            Place child = place.key(key, entry.position());
            findings.error(
                child,
                refusals
                    .why(child.path())
                    .map(why -> "the Collector's key is not taken here: " + why)
                    .orElseGet(() -> "unknown key" + hint(key, known, place)));
          }
        });
  }

  private String hint(String key, List<String> known, Place place) {
    Optional<String> below = below(shape, key, 1);
    if (below.isPresent()) {
      String path = below.get();
      for (int end = path.length(); end > 0; end = path.lastIndexOf('.', end - 1)) {
        findings.settle(place.path() + "." + path.substring(0, end));
      }
      return "; it belongs below, at \"" + below.get() + "\"";
    }
    Optional<String> near = Spelling.nearest(key, known);
    if (near.isPresent()) {
      // A check that misses the key would only say the same again.
      findings.settle(place.path() + "." + near.get());
      return "; did you mean \"" + near.get() + "\"?";
    }
    if (outer.contains(key)) {
      return "; it belongs one level up, mend the indentation";
    }
    return known.isEmpty()
        ? "; there are no keys here"
        : "; the keys here are " + String.join(", ", known);
  }

  /** Where a nested record has this very key: {@code protocols.grpc.endpoint}. */
  private static Optional<String> below(Shape<?> shape, String key, int depth) {
    for (Shape.Key inner : shape.keys()) {
      Optional<Shape<?>> nested = inner.nested().map(Shape::of);
      if (nested.isEmpty()) {
        continue;
      }
      if (nested.get().names().contains(key)) {
        return Optional.of(inner.name() + "." + key);
      }
      Optional<String> deeper =
          depth < DEEPEST ? below(nested.get(), key, depth + 1) : Optional.empty();
      if (deeper.isPresent()) {
        return deeper.map(path -> inner.name() + "." + path);
      }
    }
    return Optional.empty();
  }
}
