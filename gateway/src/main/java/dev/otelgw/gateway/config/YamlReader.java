package dev.otelgw.gateway.config;

import java.util.Optional;
import java.util.function.BiFunction;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads YAML text into a tree of our own, or says in one line why it cannot. */
final class YamlReader {

  private static final LoadSettings SETTINGS =
      LoadSettings.builder()
          .setSchema(new Unresolved())
          .setAllowNonScalarKeys(true)
          .setUseMarks(true)
          // The bound on what aliases may become is the tree builder's.
          .setMaxAliasesForCollections(Integer.MAX_VALUE)
          .build();

  private final Findings findings;

  YamlReader(Findings findings) {
    this.findings = findings;
  }

  /** A file's text; empty when it is not YAML, which is then reported. */
  Optional<Node> file(String name, String text) {
    BiFunction<Integer, Integer, Position> at = (line, column) -> new Position(name, line, column);
    return read(text, new Place("", Position.of(name)), at);
  }

  /** A value given elsewhere than in a file; all of it stands at one place. */
  Optional<Node> value(String text, Place place) {
    return read(text, place, (_, _) -> place.position());
  }

  /**
   * What a variable's value is where no text is wanted. A value that is not YAML is text, as in the
   * Collector.
   */
  static Node resolve(Node node) {
    if (!(node instanceof Node.Scalar(var position, var text, var style, var written))
        || style != Node.Style.VARIABLE) {
      return node;
    }
    Node value =
        new YamlReader(new Findings())
            .value(text, new Place("", position))
            .orElseGet(() -> new Node.Scalar(position, text, Node.Style.QUOTED));
    return value instanceof Node.Scalar scalar
        ? new Node.Scalar(position, scalar.text(), scalar.style(), written)
        : value;
  }

  private Optional<Node> read(
      String text, Place place, BiFunction<Integer, Integer, Position> positions) {
    try {
      Optional<Node> tree =
          new Compose(SETTINGS)
              .composeString(text)
              .map(root -> new TreeBuilder(findings, positions).build(root, place.path()));
      return Optional.of(tree.orElseGet(() -> new Node.Null(positions.apply(1, 1))));
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(Mark::getLine).orElse(0);
      int column = e.getProblemMark().map(Mark::getColumn).orElse(0);
      var error = SyntaxError.of(e, text, line, column);
      Position at = positions.apply(error.line() + 1, error.column() + 1);
      findings.error(new Place(place.path(), at), error.message());
    } catch (ReaderException e) {
      String before = text.substring(0, text.offsetByCodePoints(0, e.getPosition()));
      int line = (int) before.chars().filter(c -> c == '\n').count();
      int column = before.length() - before.lastIndexOf('\n') - 1;
      findings.error(
          new Place(place.path(), positions.apply(line + 1, column + 1)),
          "the character U+%04X cannot stand in YAML; remove it".formatted(e.getCodePoint()));
    } catch (YamlEngineException e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      findings.error(place, "is not YAML: " + reason);
    }
    return Optional.empty();
  }
}
