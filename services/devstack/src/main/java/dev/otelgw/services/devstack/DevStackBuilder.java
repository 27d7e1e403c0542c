package dev.otelgw.services.devstack;

import dev.otelgw.services.devstack.processes.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What a {@link DevStack} is to be; as it begins, it is what tests like. */
public final class DevStackBuilder {

  /**
   * For JVMs that live for minutes, five of them on two processors: the second compiler and a
   * parallel collector would cost more time than they ever save, and the heap would grow to a
   * quarter of the machine.
   */
  private static final List<String> SHORT_LIVED =
      List.of(
          "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx192m", "-XX:+ExitOnOutOfMemoryError");

  private final Path folder;
  private final Sources sources = Sources.find();
  private final Set<Service> started = EnumSet.allOf(Service.class);
  private final Map<String, String> common = new LinkedHashMap<>();
  private final Map<Service, Map<String, String>> own = new EnumMap<>(Service.class);
  private final Map<String, String> gateway = new LinkedHashMap<>();
  private final List<Path> configurations = new ArrayList<>();
  private Path programs = sources.programs();
  private List<String> jvm = SHORT_LIVED;
  private boolean agent = true;
  private boolean gatewayStarted = true;
  private boolean usualPorts;
  private boolean cloud;
  private Duration interval = Duration.ofSeconds(2);
  private int kept = 200_000;
  private Consumer<String> progress = _ -> {};

  DevStackBuilder(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /** Whether services run with the OpenTelemetry agent; they do unless told otherwise. */
  public DevStackBuilder agent(boolean with) {
    agent = with;
    return this;
  }

  /** Which services are started; all of them unless told otherwise. The others can be later. */
  public DevStackBuilder services(Service... wanted) {
    started.clear();
    started.addAll(List.of(wanted));
    return this;
  }

  /** A variable of all services; it wins over what the stack sets. */
  public DevStackBuilder environment(String name, String value) {
    common.put(name, value);
    return this;
  }

  /** A variable of one service; it wins over those of all. */
  public DevStackBuilder environment(Service service, String name, String value) {
    own.computeIfAbsent(service, _ -> new LinkedHashMap<>()).put(name, value);
    return this;
  }

  /** Whether the gateway is started; it is unless told otherwise, and can be later. */
  public DevStackBuilder gateway(boolean started) {
    gatewayStarted = started;
    return this;
  }

  /** A variable of the gateway. */
  public DevStackBuilder gatewayEnvironment(String name, String value) {
    gateway.put(name, value);
    return this;
  }

  /** A further configuration of the gateway, laid over that of the stack. */
  public DevStackBuilder gatewayConfiguration(Path file) {
    configurations.add(file.toAbsolutePath());
    return this;
  }

  /**
   * Has the gateway send to Grafana Cloud too, from a queue on disk that outlives the stack.
   *
   * @param variables {@code GRAFANA_CLOUD_OTLP_ENDPOINT}, {@code GRAFANA_CLOUD_OTLP_INSTANCE_ID}
   *     and {@code GRAFANA_CLOUD_API_KEY}; empty: nothing is sent
   */
  public DevStackBuilder grafanaCloud(Map<String, String> variables) {
    gateway.putAll(variables);
    cloud = !variables.isEmpty();
    return this;
  }

  /** Options of the services' JVMs, instead of those for short lives. */
  public DevStackBuilder jvm(String... options) {
    jvm = List.of(options);
    return this;
  }

  /** Well-known ports, or the next that are free; any free ones unless told so. */
  public DevStackBuilder usualPorts() {
    usualPorts = true;
    return this;
  }

  /** How often servers are scraped and services send their metrics; two seconds unless told. */
  public DevStackBuilder interval(Duration between) {
    interval = between;
    return this;
  }

  /** How many spans, points and log records the backend keeps of each. */
  public DevStackBuilder kept(int most) {
    kept = most;
    return this;
  }

  /** Where programs that come packed are unpacked to; a folder of the build unless told. */
  public DevStackBuilder programs(Path where) {
    programs = where;
    return this;
  }

  /** Is told the name of each part that is ready, from any thread. */
  public DevStackBuilder progress(Consumer<String> told) {
    progress = told;
    return this;
  }

  /**
   * Starts it and waits until all of it is ready.
   *
   * @throws dev.otelgw.services.devstack.processes.StackException saying what could not, and why
   */
  public DevStack start() {
    return new DevStack(this);
  }

  Path folder() {
    return folder;
  }

  Sources sources() {
    return sources;
  }

  Set<Service> started() {
    return started;
  }

  Map<String, String> environment(Service service) {
    Map<String, String> all = new LinkedHashMap<>(common);
    all.putAll(own.getOrDefault(service, Map.of()));
    return all;
  }

  Map<String, String> gatewayEnvironment() {
    return gateway;
  }

  List<Path> gatewayConfigurations() {
    return configurations;
  }

  boolean sendsToGrafanaCloud() {
    return cloud;
  }

  Path programs() {
    return programs;
  }

  List<String> jvm() {
    return jvm;
  }

  boolean gatewayStarted() {
    return gatewayStarted;
  }

  boolean agent() {
    return agent;
  }

  Ports ports() {
    return usualPorts ? Ports.usual() : Ports.any();
  }

  Duration interval() {
    return interval;
  }

  Consumer<String> progress() {
    return progress;
  }

  int kept() {
    return kept;
  }
}
