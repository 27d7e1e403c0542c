package dev.otelgw.scrapers.rabbitmq;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Reads a table among the resources: groups of rows of cells. It is part of the program. */
final class TableText {

  private TableText() {}

  /**
   * One row.
   *
   * @param group the heading it stands under
   * @param shared what stands beside that heading
   */
  record Line(String group, String shared, List<String> cells) {

    String cell(int index) {
      return cells.get(index);
    }

    /** The words of a cell. */
    List<String> words(int index) {
      return TableText.words(cell(index));
    }
  }

  static List<Line> read(String resource, int columns) {
    List<Line> lines = new ArrayList<>();
    String group = "";
    String shared = "";
    for (String line : text(resource).lines().map(String::strip).toList()) {
      if (line.startsWith("[")) {
        int end = line.indexOf(']');
        group = line.substring(1, end);
        shared = line.substring(end + 1).strip();
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        List<String> cells = Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
        if (cells.size() != columns) {
          throw new IllegalStateException("%d columns: %s".formatted(cells.size(), line));
        }
        lines.add(new Line(group, shared, cells));
      }
    }
    return List.copyOf(lines);
  }

  static List<String> words(String text) {
    return Arrays.stream(text.split(" +", -1)).filter(word -> !word.isEmpty()).toList();
  }

  private static String text(String resource) {
    try (InputStream in =
        Objects.requireNonNull(TableText.class.getResourceAsStream(resource), resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
