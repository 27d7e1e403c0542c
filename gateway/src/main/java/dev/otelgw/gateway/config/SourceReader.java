package dev.otelgw.gateway.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns each source into a tree, or reports why it cannot be one. */
final class SourceReader {

  private final Findings findings;
  private final Map<String, String> environment;

  SourceReader(Findings findings, Map<String, String> environment) {
    this.findings = findings;
    this.environment = environment;
  }

  /** The source's tree: a mapping, or Null when it is empty. Empty when there is no tree. */
  Optional<Node> read(Source source) {
    Optional<Node> tree =
        switch (source) {
          case Source.File(var path) -> text(path).flatMap(text -> yaml(source, text));
          case Source.Text(_, var yaml) -> yaml(source, yaml);
          case Source.Inline(var yaml) -> yaml(source, yaml).map(SourceReader::unfold);
          case Source.Variable(var name) -> variable(source, name);
          case Source.Assignment(var expression) -> assignment(source, expression);
        };
    return tree.filter(this::isMapping);
  }

  private Optional<Node> yaml(Source source, String text) {
    return new YamlReader(findings).file(source.label(), text);
  }

  private Optional<Node> variable(Source source, String name) {
    String text = environment.get(name);
    if (text == null) {
      findings.error(
          new Place("", Position.of(source.label())), "the variable " + name + " is not set");
      return Optional.empty();
    }
    return yaml(source, text);
  }

  /** Keys that are joined by {@code ::} as maps in maps. */
  private static Node unfold(Node tree) {
    if (!(tree instanceof Node.Mapping(var position, var entries))) {
      return tree;
    }
    Node unfolded = Node.Mapping.empty(position);
    for (var entry : entries.entrySet()) {
      Node.Entry value = entry.getValue();
      List<String> keys = Arrays.asList(entry.getKey().split("::", -1));
      unfolded = Overlay.lay(nest(keys, value.value(), value.position()), unfolded);
    }
    return unfolded;
  }

  private boolean isMapping(Node tree) {
    return switch (tree) {
      case Node.Mapping _, Node.Null _ -> true;
      case Node.Sequence _, Node.Scalar _, Node.Lost _ -> {
        findings.error(
            new Place("", tree.position()),
            "a configuration is a map of sections (receivers:, exporters:, service:), this is not");
        yield false;
      }
    };
  }

  private Optional<String> text(Path path) {
    String wrong;
    try {
      if (Files.isDirectory(path)) {
        wrong = "is a directory; name a file in it";
      } else {
        return Optional.of(Files.readString(path));
      }
    } catch (NoSuchFileException _) {
      wrong = "no such file (looked in " + path.toAbsolutePath().normalize().getParent() + ")";
    } catch (AccessDeniedException _) {
      wrong = "cannot be read: permission denied; check the file's owner and mode";
    } catch (CharacterCodingException _) {
      wrong = "is not UTF-8 text; save it as UTF-8";
    } catch (IOException e) {
      wrong = "cannot be read: " + e.getMessage();
    }
    findings.error(new Place("", Position.of(path.toString())), wrong);
    return Optional.empty();
  }

  private Optional<Node> assignment(Source source, String expression) {
    Position position = Position.of(source.label());
    int equals = expression.indexOf('=');
    String key = equals < 0 ? "" : expression.substring(0, equals).strip();
    List<String> keys = Arrays.asList(key.split(key.contains("::") ? "::" : "\\.", -1));
    if (keys.contains("")) {
      findings.error(
          new Place("", position), "wants a key, = and a value: receivers.otlp.endpoint=:4317");
      return Optional.empty();
    }
    Place place = new Place(String.join(".", keys), position);
    return new YamlReader(findings)
        .value(expression.substring(equals + 1), place)
        .map(value -> nest(keys, value, position));
  }

  private static Node nest(List<String> keys, Node value, Position position) {
    Node nested = value;
    for (String key : keys.reversed()) {
      var entries = new LinkedHashMap<String, Node.Entry>();
      entries.put(key, new Node.Entry(position, nested));
      nested = new Node.Mapping(position, entries);
    }
    return nested;
  }
}
