package dev.otelgw.bench.arm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;

/** Where the bench lies, and what every arm's files may name. */
public final class Bench {

  private static final Path HOME =
      Path.of(System.getProperty("bench.home", "bench")).toAbsolutePath();

  private Bench() {}

  /** Where the arms' files are. */
  public static Path configs() {
    return HOME.resolve("configs");
  }

  /** A new folder for what a run leaves behind. */
  public static Path folder(String command, String what) throws IOException {
    String stamp =
        DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").format(LocalDateTime.now(ZoneOffset.UTC));
    return Files.createDirectories(HOME.resolve("target").resolve(command).resolve(stamp + what));
  }

  /** The placeholders that do not depend on the arm. */
  public static Placeholders placeholders(Variant variant, SinkProcess sink) {
    String cache =
        System.getenv().getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache");
    Map<String, String> values = new HashMap<>();
    values.put("bench", HOME.toString());
    values.put("root", String.valueOf(HOME.getParent()));
    values.put("peers", System.getenv().getOrDefault("OTELGW_BENCH_HOME", cache + "/otelgw-bench"));
    values.put("java", SinkProcess.java());
    values.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
    values.put("compression", variant.out().coding());
    values.put("sink_http_port", Integer.toString(sink.httpPort()));
    values.put("sink_grpc_port", Integer.toString(sink.grpcPort()));
    return new Placeholders(values);
  }
}
