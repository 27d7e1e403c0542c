package dev.otelgw.exporters.prometheus;

import dev.otelgw.pipeline.testing.Await;
import dev.otelgw.pipeline.testing.OwnPorts;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/** A real Prometheus that scrapes one port each second, with its data in a folder of its own. */
final class PrometheusServer implements AutoCloseable {

  private static final Pattern VALUE = Pattern.compile("\"value\":\\[[^,]+,\"([^\"]*)\"\\]");

  private final Process process;
  private final int port;
  private final HttpClient client = HttpClient.newHttpClient();

  private PrometheusServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** With these of its features enabled, for example {@code native-histograms}. */
  static PrometheusServer scraping(int target, Path folder, String features) throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("prometheus.yml"),
            """
            global: {scrape_interval: 1s, scrape_timeout: 1s}
            scrape_configs:
              - job_name: gateway
                honor_labels: true
                static_configs: [{targets: ['127.0.0.1:%d']}]
            """
                .formatted(target));
    int port = OwnPorts.next();
    List<String> command = new ArrayList<>();
    command.add("prometheus");
    command.add("--config.file=" + config);
    command.add("--storage.tsdb.path=" + folder.resolve("data"));
    command.add("--web.listen-address=127.0.0.1:" + port);
    if (!features.isEmpty()) {
      command.add("--enable-feature=" + features);
    }
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("prometheus.log").toFile())
            .start();
    return new PrometheusServer(process, port);
  }

  /**
   * Skips a test where Prometheus is not installed, and says so; on continuous integration ({@code
   * CI=true}) it fails, since there everything is.
   */
  static void need() {
    for (String program : List.of("prometheus", "promtool")) {
      boolean there =
          Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
              .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
      if (!there) {
        String missing = program + " is not on the PATH; install Debian's package prometheus";
        if ("true".equals(System.getenv("CI"))) {
          throw new AssertionError(missing);
        }
        System.out.println("SKIPPED: " + missing);
        Assumptions.abort(missing);
      }
    }
  }

  /** Waits until the query has one value, and that is it. */
  void awaitValue(String query, String value) {
    Await.until(
        query + " is " + value + ", was " + value(query),
        () -> value(query).equals(Optional.of(value)));
  }

  /** What the query gives now; empty where it gives nothing. */
  Optional<String> value(String query) {
    Matcher value = VALUE.matcher(get("query", query));
    return value.find() ? Optional.of(value.group(1)) : Optional.empty();
  }

  /** The answer of the HTTP API; empty while it does not answer. */
  String get(String path, String query) {
    String encoded = URLEncoder.encode(query, StandardCharsets.UTF_8);
    URI uri = URI.create("http://127.0.0.1:%d/api/v1/%s?query=%s".formatted(port, path, encoded));
    try {
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    } catch (IOException e) {
      if (!process.isAlive()) {
        throw new UncheckedIOException("prometheus ended: see prometheus.log", e);
      }
      return "";
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
    client.close();
  }
}
