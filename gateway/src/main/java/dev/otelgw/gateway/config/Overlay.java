package dev.otelgw.gateway.config;

import java.util.LinkedHashMap;
import java.util.List;

/**
 * Lays configurations over each other as the Collector does: maps are joined key by key at every
 * depth, everything else is replaced by the later value, and a later key without a value erases
 * what was under it.
 */
final class Overlay {

  private Overlay() {}

  /** All trees as one. An empty file changes nothing. */
  static Node of(List<Node> trees) {
    Node all = trees.getFirst();
    for (Node tree : trees.subList(1, trees.size())) {
      all = tree instanceof Node.Null ? all : lay(tree, all);
    }
    return all;
  }

  /** One tree over another. */
  static Node lay(Node later, Node earlier) {
    if (!(later instanceof Node.Mapping over) || !(earlier instanceof Node.Mapping under)) {
      return later;
    }
    var entries = new LinkedHashMap<>(under.entries());
    over.entries()
        .forEach((key, entry) ->
            entries.merge(
                key, entry, (a, b) -> new Node.Entry(b.position(), lay(b.value(), a.value()))));
    return new Node.Mapping(over.position(), entries);
  }
}
