package dev.otelgw.services.devstack.compose;

import dev.otelgw.services.devstack.processes.Child;
import dev.otelgw.services.devstack.processes.Command;
import dev.otelgw.services.devstack.processes.Program;
import dev.otelgw.services.devstack.processes.StackException;
import dev.otelgw.services.devstack.processes.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A service as its image starts it, told what compose.yaml tells it; only its ports are others. */
final class ServiceContainer implements AutoCloseable {

  private static final Duration START = Duration.ofMinutes(3);

  private final Deployment deployment;
  private final String name;
  private final Image image;
  private final Map<String, String> environment;
  private final int port;
  private final Program program;

  ServiceContainer(Deployment deployment, String name, Image image, String gateway, int port) {
    this.deployment = deployment;
    this.name = name;
    this.image = image;
    this.port = port;
    this.environment = deployment.environment(name);
    environment.put("HTTP_HOST", "127.0.0.1");
    environment.put("HTTP_PORT", Integer.toString(port));
    environment.put("HEALTH_PORT", Integer.toString(deployment.ports().next(8080)));
    environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", gateway);
    // Seen in seconds, where production takes a minute.
    environment.put("OTEL_METRIC_EXPORT_INTERVAL", "2000");
    environment.put("SERVICE_JAVA_OPTS", "-XX:TieredStopAtLevel=1 -Xmx160m");
    this.program = new Program(name, this::launch);
  }

  private Child launch() {
    List<String> words = new ArrayList<>(image.entrypoint());
    Object command = ComposeFile.read("compose.yaml").services().get(name).get("command");
    if (command instanceof List<?> arguments) {
      arguments.forEach(argument -> words.add(argument.toString()));
    }
    Child child =
        deployment.keeper().start(new Command(name, words, environment, deployment.log(name)));
    Waiting.ready(
        child, START, () -> deployment.log(name).toFile().length() > 0 && printed(" ready"));
    return child;
  }

  private boolean printed(String text) {
    return ComposeFile.textOf(deployment.log(name)).contains(text);
  }

  void start() {
    program.start();
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  String said() {
    return ComposeFile.textOf(deployment.log(name));
  }

  /** What the image's health check ends with. */
  int health() {
    Child child =
        deployment
            .keeper()
            .start(
                new Command(
                    "healthcheck", image.healthcheck(), environment, deployment.log("health")));
    if (!child.awaitEnd(START)) {
      throw new StackException("the health check of " + name + " hangs");
    }
    return child.exitCode();
  }

  @Override
  public void close() {
    program.close();
  }
}
