package dev.otelgw.gateway.endtoend;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A Chromium without a window that shows one page, until it is closed. */
final class Browser implements AutoCloseable {

  private final Process process;

  private Browser(Process process) {
    this.process = process;
  }

  /**
   * Starts it.
   *
   * @param folder empty or not there yet; gets its profile
   */
  static Browser open(Path folder, String url) throws IOException {
    Path chromium = program();
    List<String> command =
        List.of(
            chromium.toString(),
            "--headless",
            // The pages are the tests' own, and its sandbox does not work as root.
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-quic",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--no-proxy-server",
            "--user-data-dir=" + folder.resolve("profile"),
            url);
    return new Browser(
        Programs.builder(folder, command, Map.of("HOME", folder.toString()))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("browser.log").toFile())
            .start());
  }

  /** Where it is; else the test is skipped. */
  static Path program() {
    return Programs.need("install Chromium", "chromium", "chromium-browser", "google-chrome");
  }

  @Override
  public void close() {
    Programs.end(process);
  }
}
