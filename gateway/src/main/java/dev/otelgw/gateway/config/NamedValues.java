package dev.otelgw.gateway.config;

import java.util.LinkedHashMap;

/** The Collector's other form of a map, headers above all: a list of {@code {name, value}}. */
final class NamedValues {

  private NamedValues() {}

  /** The list as a mapping; anything that is not such a list stays as it is. */
  static Node asMapping(Node node) {
    if (!(node instanceof Node.Sequence(var position, var items))) {
      return node;
    }
    var entries = new LinkedHashMap<String, Node.Entry>();
    for (Node item : items) {
      boolean pair =
          item instanceof Node.Mapping(_, var keys)
              && keys.size() == 2
              && keys.get("name") instanceof Node.Entry(_, Node.Scalar(_, var name, _, _))
              && keys.containsKey("value")
              && entries.put(name, keys.get("value")) == null;
      if (!pair) {
        return node;
      }
    }
    return new Node.Mapping(position, entries);
  }
}
