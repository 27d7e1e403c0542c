package dev.otelgw.services.devstack.compose;

import dev.otelgw.services.devstack.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A document.
 *
 * @param file where it is
 */
record Page(Path file) {

  private static final Path ROOT = Sources.find().root();
  private static final Pattern BLOCK =
      Pattern.compile("^```(\\w*)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  /** README.md, CHANGELOG.md and what is in docs/. */
  static List<Page> all() throws IOException {
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      return Stream.concat(
              Stream.of(ROOT.resolve("README.md"), ROOT.resolve("CHANGELOG.md")),
              docs.filter(each -> each.toString().endsWith(".md")).sorted())
          .map(Page::new)
          .toList();
    }
  }

  /** By its path from the root. */
  static Page of(String path) {
    return new Page(ROOT.resolve(path));
  }

  String text() {
    return ComposeFile.textOf(file);
  }

  /** Blocks of code in a language. */
  List<String> blocks(String language) {
    return BLOCK
        .matcher(text())
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }

  /** Without blocks of code, in which brackets are no links. */
  String prose() {
    return BLOCK.matcher(text()).replaceAll("").replaceAll("`[^`\\n]*`", "`code`");
  }

  /** What a link can point to within it, as GitHub makes it of headings. */
  List<String> anchors() {
    return BLOCK
        .matcher(text())
        .replaceAll("")
        .lines()
        .filter(line -> line.startsWith("#"))
        .map(line ->
            line.replaceFirst("^#+ *", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-'))
        .toList();
  }

  /**
   * Rows of the tables between a heading and the next of its kind or above; cells without code
   * marks.
   */
  List<List<String>> rows(String heading) {
    List<List<String>> rows = new ArrayList<>();
    int level = heading.indexOf(' ');
    boolean within = false;
    for (String line : text().lines().toList()) {
      if (line.startsWith("#")) {
        within = line.equals(heading) || (within && line.indexOf(' ') > level);
      } else if (within && line.startsWith("| `")) {
        String[] cells = line.substring(1).split("\\|", -1);
        rows.add(Stream.of(cells).map(cell -> cell.replace("`", "").strip()).toList());
      }
    }
    return rows;
  }

  @Override
  public String toString() {
    return ROOT.relativize(file).toString();
  }
}
