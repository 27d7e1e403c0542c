package dev.otelgw.gateway.endtoend;

import dev.otelgw.gateway.Main;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts the real program as the launcher does. */
final class GatewayJvm {

  /** How large its heap may get. */
  static final long HEAP_MIB = 256;

  private static final int SIGINT = 2;

  private GatewayJvm() {}

  /** Starts it; errors come on the standard output too. */
  static Process start(Path folder, Map<String, String> environment, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>(withInterrupt());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx" + HEAP_MIB + "m",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            classPath(),
            Main.class.getName()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("GRAFANA_CLOUD_"));
    builder.environment().putAll(environment);
    return builder.redirectErrorStream(true).start();
  }

  /** Where a shell runs the tests in the background, they ignore SIGINT and hand that down. */
  private static List<String> withInterrupt() throws IOException {
    return ProcStatus.exists() && ProcStatus.of(ProcessHandle.current()).ignores(SIGINT)
        ? List.of("env", "--default-signal=INT")
        : List.of();
  }

  /** That of the launcher, not that of the tests: what is missing there must be missing here. */
  private static String classPath() throws IOException {
    StringBuilder path = new StringBuilder();
    for (String module : List.of("pipeline", "receivers", "exporters", "scrapers", "gateway")) {
      path.append(Path.of("..", module, "target", "classes").toRealPath())
          .append(File.pathSeparatorChar);
    }
    return path + Files.readString(Path.of("target", "classpath")).strip();
  }
}
