package dev.otelgw.scrapers.scraping;

import dev.otelgw.pipeline.testing.Await;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What another exporter shows.
 *
 * @param series {@code name{a=b}}, labels sorted, empty ones left out
 * @param types by name, as {@link Scraped#kinds} has them: a counter without _total is a sum
 */
public record Exposition(Map<String, Double> series, Map<String, String> types) {

  /**
   * Runs the exporter until it has answered once.
   *
   * @param port that it is told to listen on
   */
  public static Exposition of(ProcessBuilder program, int port, Path log) throws Exception {
    Process exporter = program.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      Exposition shown = new Exposition(new TreeMap<>(), new TreeMap<>());
      Await.until(
          "the exporter answers",
          () -> {
            page(port).ifPresent(page -> page.lines().forEach(shown::put));
            return !shown.series().isEmpty();
          });
      return shown;
    } finally {
      exporter.destroyForcibly().waitFor();
    }
  }

  private static Optional<String> page(int port) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics")).build();
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      return Optional.of(response.body());
    } catch (IOException _) {
      return Optional.empty();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void put(String line) {
    if (line.startsWith("# TYPE ")) {
      String[] words = line.split(" ", -1);
      boolean plain = words[3].equals("counter") && !words[2].endsWith("_total");
      types.put(words[2], plain ? "sum" : words[3]);
    }
    if (line.startsWith("#") || line.isBlank()) {
      return;
    }
    int space = line.lastIndexOf(' ');
    String one = line.substring(0, space);
    int brace = one.indexOf('{');
    if (brace >= 0) {
      String labels =
          Arrays.stream(one.substring(brace + 1, one.length() - 1).split("(?<=\"),", -1))
              .filter(label -> !label.endsWith("=\"\""))
              .map(label -> label.replace("\"", ""))
              .sorted()
              .collect(Collectors.joining(","));
      one = one.substring(0, brace) + (labels.isEmpty() ? "" : "{" + labels + "}");
    }
    series.put(one, Double.valueOf(line.substring(space + 1)));
  }

  /**
   * Types and values that are not the same in what we scraped, and series that it lacks.
   *
   * @param compared whether the value of a series must be the same
   */
  public List<String> differences(Scraped ours, Predicate<String> compared) {
    List<String> differences = new ArrayList<>();
    series.forEach((name, value) -> {
      if (!ours.has(name)) {
        differences.add("missing: " + name);
      } else if (compared.test(name)
          && Math.abs(ours.value(name) - value) > 1e-9 * Math.min(1, Math.abs(value))) {
        differences.add("%s: theirs %s, ours %s".formatted(name, value, ours.value(name)));
      }
    });
    types.forEach((name, type) -> {
      String kind = ours.kinds().get(name);
      if (kind != null && !kind.equals(type) && !type.equals("untyped")) {
        differences.add("%s: theirs a %s, ours a %s".formatted(name, type, kind));
      }
    });
    return differences;
  }
}
