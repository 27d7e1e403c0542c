package dev.otelgw.services.devstack;

import dev.otelgw.services.devstack.processes.Keeper;
import dev.otelgw.services.devstack.processes.Ports;
import dev.otelgw.services.devstack.processes.StackException;
import dev.otelgw.services.devstack.servers.Place;
import dev.otelgw.services.devstack.servers.PostgresServer;
import dev.otelgw.services.devstack.servers.RabbitServer;
import dev.otelgw.services.devstack.servers.RedisServer;
import dev.otelgw.services.devstack.servers.Server;
import dev.otelgw.services.devstack.sink.OtlpSink;
import dev.otelgw.services.devstack.sink.Telemetry;
import dev.otelgw.services.standin.DiscordStandIn;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The whole of it, each part real and a process of its own where it is one in production:
 * PostgreSQL, Redis, RabbitMQ, the services, the gateway that they send to and that scrapes the
 * servers; and in this process what stands in for Discord and for a backend.
 *
 * <pre>{@code
 * try (DevStack stack = DevStack.in(folder).environment("MESSAGE_RETRY_DELAYS", "1s,2s").start()) {
 *   stack.service(Service.API).url();
 *   stack.rabbit().restart();
 *   stack.telemetry().awaitSpan("...", span -> ...);
 * }
 * }</pre>
 *
 * Parts may be used by many threads.
 */
public final class DevStack implements AutoCloseable {

  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final Keeper keeper;
  private final HttpClient http = HttpClient.newHttpClient();
  private final PostgresServer postgres;
  private final RedisServer redis;
  private final RabbitServer rabbit;
  private final DiscordStandIn discord;
  private final OtlpSink sink;
  private final Gateway gateway;
  private final Map<Service, ServiceProcess> services = new EnumMap<>(Service.class);

  /** Starts all of it, what can be at the same time. What had started is ended if a part fails. */
  DevStack(DevStackBuilder plan) {
    Path folder = plan.folder();
    Sources sources = plan.sources();
    keeper = added(Keeper.of(folder));
    try {
      emptied(folder.resolve("servers"));
      emptied(folder.resolve("logs"));
      Ports ports = plan.ports();
      Place place = new Place(keeper, ports, folder.resolve("servers"), plan.programs());
      sink = added(OtlpSink.start(ports.next(14318), plan.kept()));
      discord = added(discord(ports));
      // RabbitMQ takes the longest by far.
      CompletableFuture<RabbitServer> rabbitStarts = start(() -> RabbitServer.started(place));
      CompletableFuture<RedisServer> redisStarts = start(() -> RedisServer.started(place));
      CompletableFuture<PostgresServer> postgresStarts = start(() -> PostgresServer.started(place));
      redis = ready(redisStarts, plan);
      postgres = ready(postgresStarts, plan);
      rabbit = ready(rabbitStarts, plan);
      Assembly assembly = new Assembly(plan, sources, ports, keeper, http);
      gateway = assembly.gateway(postgres, redis, rabbit, sink);
      services.putAll(assembly.services(this));
      startPrograms(plan);
    } catch (RuntimeException e) {
      closeAfter(e);
      throw e;
    }
  }

  /**
   * A plan for one, with everything and as tests like it.
   *
   * @param folder for all that it writes; only its parts named {@code servers}, {@code logs} and
   *     {@code gateway.yaml} are written anew
   */
  public static DevStackBuilder in(Path folder) {
    return new DevStackBuilder(folder);
  }

  private void startPrograms(DevStackBuilder plan) {
    added(gateway);
    added(this::closeServices);
    List<CompletableFuture<String>> starts = new ArrayList<>();
    if (plan.gatewayStarted()) {
      starts.add(start(() -> running("gateway", gateway::start, plan)));
    }
    for (Service each : plan.started()) {
      starts.add(start(() -> running(each.serviceName(), service(each)::start, plan)));
    }
    starts.forEach(DevStack::joined);
  }

  private static String running(String name, Runnable start, DevStackBuilder plan) {
    start.run();
    plan.progress().accept(name);
    return name;
  }

  /** All at once: each has work to finish. */
  private void closeServices() {
    services.values().stream()
        .map(each ->
            start(() -> {
              each.close();
              return true;
            }))
        .toList()
        .forEach(DevStack::joined);
  }

  private static DiscordStandIn discord(Ports ports) {
    int port = ports.next(14000);
    try {
      return DiscordStandIn.start(port);
    } catch (IOException e) {
      throw new StackException("Discord's stand-in cannot listen on port " + port, e);
    }
  }

  private static <T> CompletableFuture<T> start(Supplier<T> what) {
    CompletableFuture<T> future = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("devstack-start")
        .start(() -> {
          try {
            future.complete(what.get());
          } catch (RuntimeException | Error e) {
            future.completeExceptionally(e);
          }
        });
    return future;
  }

  private <T extends Server> T ready(CompletableFuture<T> starting, DevStackBuilder plan) {
    T server = added(joined(starting));
    plan.progress().accept(server.program().name());
    return server;
  }

  private static <T> T joined(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof StackException told) {
        throw told;
      }
      throw e;
    }
  }

  private <T extends AutoCloseable> T added(T part) {
    started.push(part);
    return part;
  }

  private static void emptied(Path folder) {
    try {
      if (Files.exists(folder)) {
        try (Stream<Path> all = Files.walk(folder)) {
          for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(each);
          }
        }
      }
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new StackException("cannot empty " + folder + ": " + e.getMessage(), e);
    }
  }

  public PostgresServer postgres() {
    return postgres;
  }

  public RedisServer redis() {
    return redis;
  }

  public RabbitServer rabbit() {
    return rabbit;
  }

  public DiscordStandIn discord() {
    return discord;
  }

  public OtlpSink sink() {
    return sink;
  }

  /** What the backend has got. */
  public Telemetry telemetry() {
    return sink.telemetry();
  }

  public Gateway gateway() {
    return gateway;
  }

  /** A service, which runs if it was among those to start. */
  public ServiceProcess service(Service service) {
    ServiceProcess process = services.get(service);
    if (process == null) {
      throw new IllegalStateException(service + " is no part of the stack yet");
    }
    return process;
  }

  private void closeAfter(RuntimeException failure) {
    try {
      close();
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  /**
   * Ends all of it: services, gateway, stand-ins, servers; each within ten seconds or by force.
   * Idempotent.
   */
  @Override
  public synchronized void close() {
    RuntimeException failure = null;
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (Exception e) {
        if (failure == null) {
          failure = new StackException("not all has ended: " + e.getMessage(), e);
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    http.close();
    if (failure != null) {
      throw failure;
    }
  }
}
