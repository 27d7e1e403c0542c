package dev.otelgw.bench.arm;

import dev.otelgw.bench.load.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An arm made ready to run: its folder, its ports, its configuration written. It may be started
 * again and again, and then finds what it left there.
 */
public final class Site {

  private final Path folder;
  private final List<String> command;
  private final Map<String, Integer> ports;

  private Site(Path folder, List<String> command, Map<String, Integer> ports) {
    this.folder = folder;
    this.command = List.copyOf(command);
    this.ports = Map.copyOf(ports);
  }

  /**
   * Makes an arm ready.
   *
   * @param folder empty or not there; gets the gateway's configuration and output, and is the
   *     placeholder {@code dir}
   */
  public static Site of(Arm arm, Placeholders values, Path folder) throws IOException {
    Map<String, Integer> ports = freePorts();
    Map<String, String> own = new HashMap<>();
    ports.forEach((name, port) -> own.put(name, port.toString()));
    own.put("dir", folder.toString());
    Files.createDirectories(folder);
    Placeholders filled = values.with(own);
    filled = filled.with(Map.of("config", config(arm, filled, folder)));
    return new Site(folder, filled.command("arm " + arm.name(), arm.command()), ports);
  }

  private static String config(Arm arm, Placeholders values, Path folder) throws IOException {
    if (arm.config().isEmpty()) {
      return "";
    }
    Path template = Path.of(arm.config());
    Path config = folder.resolve(template.getFileName());
    Files.writeString(config, values.fill(template.toString(), Files.readString(template)));
    return config.toString();
  }

  /** Free ports of this moment, all different. */
  private static Map<String, Integer> freePorts() throws IOException {
    try (ServerSocket grpc = new ServerSocket(0);
        ServerSocket http = new ServerSocket(0);
        ServerSocket metrics = new ServerSocket(0);
        ServerSocket health = new ServerSocket(0)) {
      return Map.of(
          "grpc_port", grpc.getLocalPort(),
          "http_port", http.getLocalPort(),
          "metrics_port", metrics.getLocalPort(),
          "health_port", health.getLocalPort());
    }
  }

  /** Where it runs and keeps what it keeps. */
  public Path folder() {
    return folder;
  }

  /** The port of a name as placeholders have it, such as {@code metrics_port}. */
  public int port(String name) {
    Integer port = ports.get(name);
    if (port == null) {
      throw new IllegalArgumentException("no port " + name + "; there are " + ports.keySet());
    }
    return port;
  }

  /** Where it listens for a protocol. */
  public InetSocketAddress address(Target.Protocol protocol) {
    int port = port(protocol == Target.Protocol.GRPC ? "grpc_port" : "http_port");
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** Starts it, and waits for nothing; what it says is added to {@code output.log}. */
  public Gateway launch(Processes processes, Target.Protocol protocol) {
    return Gateway.launch(processes, command, folder.resolve("output.log"), address(protocol));
  }

  /**
   * Starts it, and waits until it listens.
   *
   * @throws IllegalStateException when it does not
   */
  public Gateway start(Processes processes, Target.Protocol protocol)
      throws IOException, InterruptedException {
    Gateway gateway = launch(processes, protocol);
    gateway.awaitListening();
    return gateway;
  }
}
