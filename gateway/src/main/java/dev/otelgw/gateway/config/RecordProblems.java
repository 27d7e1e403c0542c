package dev.otelgw.gateway.config;

import dev.otelgw.pipeline.config.Problems;

/** Takes what a record says about its own keys, and finds where those were written. */
final class RecordProblems implements Problems {

  private final Findings findings;
  private final Place place;
  private final Node.Mapping mapping;

  RecordProblems(Findings findings, Place place, Node.Mapping mapping) {
    this.findings = findings;
    this.place = place;
    this.mapping = mapping;
  }

  /** Dropped where an error about the key's own value explains it. */
  @Override
  public void error(String key, String message) {
    findings.brokenRule(locate(key), message);
  }

  @Override
  public void warning(String key, String message) {
    findings.warning(locate(key), message);
  }

  private Place locate(String key) {
    return key.isEmpty()
        ? place
        : new Place(place.path() + "." + key, deepest(mapping, key, place.position()));
  }

  /** The position of the deepest part of a dotted key that was written; else the record's. */
  private static Position deepest(Node node, String key, Position otherwise) {
    if (node instanceof Node.Mapping(_, var entries)) {
      for (var entry : entries.entrySet()) {
        String name = entry.getKey();
        boolean within =
            key.startsWith(name)
                && (key.length() == name.length() || ".[".indexOf(key.charAt(name.length())) >= 0);
        if (within) {
          Node.Entry found = entry.getValue();
          return deepest(found.value(), rest(key, name.length()), found.position());
        }
      }
    }
    int close = key.indexOf(']');
    if (node instanceof Node.Sequence(_, var items) && key.startsWith("[") && close > 1) {
      int index = Integer.parseInt(key.substring(1, close));
      if (index < items.size()) {
        Node item = items.get(index);
        return deepest(item, rest(key, close + 1), item.position());
      }
    }
    return otherwise;
  }

  private static String rest(String key, int from) {
    return key.startsWith(".", from) ? key.substring(from + 1) : key.substring(from);
  }
}
