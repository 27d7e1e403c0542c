package dev.otelgw.services.devstack;

import dev.otelgw.services.devstack.processes.StackException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tree of sources in which everything was built.
 *
 * @param root the folder of the launcher
 */
public record Sources(Path root) {

  /** The root, as the launcher tells it to the demo. */
  private static final String ROOT = "otelgw.root";

  private static final String ENVIRONMENT = "services/otel.env";

  public Sources {
    root = root.toAbsolutePath().normalize();
  }

  /** That of this build: where the launcher says, else above the working directory. */
  public static Sources find() {
    String told = System.getProperty(ROOT, "");
    Path folder = Path.of(told).toAbsolutePath().normalize();
    while (folder != null && !Files.exists(folder.resolve(ENVIRONMENT))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new StackException("no sources of otelgw above " + Path.of(told).toAbsolutePath());
    }
    return new Sources(folder);
  }

  /** What a service starts from. */
  String classPath(Service service) {
    List<String> parts = new ArrayList<>();
    for (String module : List.of(service.module(), "shared")) {
      parts.add(module(module).resolve("classes").toString());
    }
    parts.add(built(module(service.module()).resolve("classpath")).strip());
    return String.join(File.pathSeparator, parts);
  }

  private Path module(String name) {
    return root.resolve("services").resolve(name).resolve("target");
  }

  Path agent() {
    Path agent = module("shared").resolve("opentelemetry-javaagent.jar");
    if (!Files.exists(agent)) {
      throw notBuilt(agent);
    }
    return agent;
  }

  /** What the agent is told everywhere. */
  Map<String, String> agentEnvironment() {
    Map<String, String> environment = new LinkedHashMap<>();
    built(root.resolve(ENVIRONMENT))
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .forEach(line -> {
          int at = line.indexOf('=');
          environment.put(line.substring(0, at), line.substring(at + 1));
        });
    return environment;
  }

  Path launcher() {
    return root.resolve("otelgw");
  }

  /** Where programs that come packed are unpacked to. */
  Path programs() {
    return module("devstack").resolve("programs");
  }

  private static String built(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw notBuilt(file);
    }
  }

  private static StackException notBuilt(Path missing) {
    return new StackException(missing + " is not there: the services are not built");
  }
}
