package dev.otelgw.gateway.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.AnchorNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Turns the parser's nodes into ours: aliases copied, merge keys merged, duplicates reported. */
final class TreeBuilder {

  /** Far above any configuration; far below what nested aliases can blow a small file up to. */
  private static final int MOST_NODES = 200_000;

  private static final Set<Tag> PLAIN_TAGS =
      Set.of(Unresolved.PLAIN, Tag.BOOL, Tag.INT, Tag.FLOAT, Tag.NULL);

  private final Findings findings;
  private final BiFunction<Integer, Integer, Position> positions;
  private final Set<org.snakeyaml.engine.v2.nodes.Node> open =
      Collections.newSetFromMap(new IdentityHashMap<>());
  private int nodes;

  TreeBuilder(Findings findings, BiFunction<Integer, Integer, Position> positions) {
    this.findings = findings;
    this.positions = positions;
  }

  Node build(org.snakeyaml.engine.v2.nodes.Node node, String path) {
    Position position = position(node);
    Place place = new Place(path, position);
    if (++nodes > MOST_NODES) {
      if (nodes == MOST_NODES + 1) {
        findings.error(place, "aliases make this more than " + MOST_NODES + " values");
      }
      return new Node.Lost(position);
    }
    if (!open.add(node)) {
      findings.error(place, "an alias cannot stand inside the block that it names");
      return new Node.Lost(position);
    }
    try {
      return switch (node) {
        case MappingNode mapping -> mapping(mapping, place);
        case SequenceNode sequence -> sequence(sequence, place);
        case ScalarNode scalar -> scalar(scalar, place);
        case AnchorNode anchor -> build(anchor.getRealNode(), path);
        default -> throw new IllegalStateException("no such node: " + node.getNodeType());
      };
    } finally {
      open.remove(node);
    }
  }

  private Node mapping(MappingNode mapping, Place place) {
    LinkedHashMap<String, Node.Entry> own = new LinkedHashMap<>();
    LinkedHashMap<String, Node.Entry> merged = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        findings.error(
            new Place(place.path(), position(tuple.getKeyNode())),
            "a key must be text, not a list or a map; quote a key that begins with [ or {");
        continue;
      }
      if (key.getValue().equals("<<") && key.getTag().equals(Unresolved.PLAIN)) {
        merge(build(tuple.getValueNode(), place.path()), merged, place);
        continue;
      }
      Place child = place.key(key.getValue(), position(key));
      Node.Entry first = own.get(key.getValue());
      if (first != null) {
        findings.error(
            child, "duplicate key; first given in line %d".formatted(first.position().line()));
      }
      Node value = build(tuple.getValueNode(), child.path());
      if (first != null) {
        // Both stay in sight, so that what is wrong in either is found in the same run.
        value = value instanceof Node.Null ? first.value() : Overlay.lay(value, first.value());
      }
      own.put(key.getValue(), new Node.Entry(child.position(), value));
    }
    merged.forEach(own::putIfAbsent);
    return new Node.Mapping(place.position(), own);
  }

  /** Keys of the mapping itself win over merged ones, and earlier merged ones over later. */
  private void merge(Node value, Map<String, Node.Entry> into, Place place) {
    switch (value) {
      case Node.Mapping mapping -> mapping.entries().forEach(into::putIfAbsent);
      case Node.Sequence sequence -> sequence.items().forEach(item -> merge(item, into, place));
      case Node.Scalar _, Node.Null _ ->
          findings.error(
              new Place(place.path(), value.position()), "<< wants an alias of a map: <<: *name");
      case Node.Lost _ -> {}
    }
  }

  private Node sequence(SequenceNode sequence, Place place) {
    List<Node> items = new ArrayList<>();
    for (org.snakeyaml.engine.v2.nodes.Node item : sequence.getValue()) {
      items.add(build(item, place.item(items.size(), place.position()).path()));
    }
    return new Node.Sequence(place.position(), items);
  }

  private Node scalar(ScalarNode scalar, Place place) {
    String text = scalar.getValue();
    if ((!scalar.isPlain() && !PLAIN_TAGS.contains(scalar.getTag()))
        || scalar.getTag().equals(Tag.STR)) {
      return new Node.Scalar(place.position(), text, Node.Style.QUOTED);
    }
    if (!PLAIN_TAGS.contains(scalar.getTag())) {
      findings.error(place, "unknown tag " + scalar.getTag().getValue() + "; remove it");
      return new Node.Lost(place.position());
    }
    return Scalars.isNull(text)
        ? new Node.Null(place.position())
        : new Node.Scalar(place.position(), text, Node.Style.PLAIN);
  }

  private Position position(org.snakeyaml.engine.v2.nodes.Node node) {
    int line = node.getStartMark().map(Mark::getLine).orElse(0);
    int column = node.getStartMark().map(Mark::getColumn).orElse(0);
    return positions.apply(line + 1, column + 1);
  }
}
