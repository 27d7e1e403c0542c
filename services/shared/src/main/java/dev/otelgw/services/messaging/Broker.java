package dev.otelgw.services.messaging;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.Recoverable;
import com.rabbitmq.client.RecoveryListener;
import com.rabbitmq.client.impl.recovery.RecordedBinding;
import com.rabbitmq.client.impl.recovery.RecordedExchange;
import com.rabbitmq.client.impl.recovery.RecordedQueue;
import com.rabbitmq.client.impl.recovery.TopologyRecoveryFilter;
import dev.otelgw.services.settings.ServerUrl;
import dev.otelgw.services.settings.Settings;
import dev.otelgw.services.telemetry.Traces;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * RabbitMQ: one connection, which comes back by itself with its channels and consumers.
 * Thread-safe.
 */
public final class Broker implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Broker.class);
  private static final int HEARTBEAT_SECONDS = 10;
  private static final int CONNECT_MILLIS = 5_000;
  private static final long RECOVERY_MILLIS = 1_000;
  private static final int CLOSE_MILLIS = 3_000;

  private final Connection connection;
  private final ExecutorService threads;
  private final Topology topology;
  private final String where;

  private Broker(Connection connection, ExecutorService threads, Topology topology, String where) {
    this.connection = connection;
    this.threads = threads;
    this.topology = topology;
    this.where = where;
  }

  /**
   * Which broker.
   *
   * @param server RABBITMQ_URL
   * @param retryDelays MESSAGE_RETRY_DELAYS
   */
  public record Options(ServerUrl server, List<Duration> retryDelays) {

    /** Those of an environment. */
    public static Options from(Settings settings) {
      return new Options(
          settings.server("RABBITMQ_URL", 5672, "amqp"),
          settings.durations("MESSAGE_RETRY_DELAYS", "10s,1m,10m"));
    }
  }

  /** Waits until the broker is there, connects, and declares the topology. */
  public static Broker open(Options options, String name) throws IOException, InterruptedException {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setHost(options.server().host());
    factory.setPort(options.server().port());
    if (!options.server().user().isEmpty()) {
      factory.setUsername(options.server().user());
      factory.setPassword(options.server().password().value());
    }
    if (!options.server().path().isEmpty()) {
      factory.setVirtualHost(options.server().path());
    }
    factory.setRequestedHeartbeat(HEARTBEAT_SECONDS);
    factory.setConnectionTimeout(CONNECT_MILLIS);
    factory.setNetworkRecoveryInterval(RECOVERY_MILLIS);
    ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("amqp-", 0).factory());
    factory.setSharedExecutor(threads);
    // It would declare each part on the channel that declared it first, which is closed long since.
    factory.setTopologyRecoveryFilter(new ConsumersOnly());
    Connection connection = connect(factory, options.server(), name);
    Broker broker =
        new Broker(
            connection, threads, new Topology(options.retryDelays()), options.server().place());
    broker.declare();
    ((Recoverable) connection).addRecoveryListener(broker.new Recovery());
    return broker;
  }

  /** Consumers are what comes back by itself; exchanges, queues and bindings we declare. */
  private static final class ConsumersOnly implements TopologyRecoveryFilter {

    @Override
    public boolean filterExchange(RecordedExchange exchange) {
      return false;
    }

    @Override
    public boolean filterQueue(RecordedQueue queue) {
      return false;
    }

    @Override
    public boolean filterBinding(RecordedBinding binding) {
      return false;
    }
  }

  /** What is done when the connection comes back: the broker may have lost everything. */
  private final class Recovery implements RecoveryListener {

    @Override
    public void handleRecoveryStarted(Recoverable recoverable) {
      LOG.warn("lost the connection to RabbitMQ at {}; connecting again", where);
    }

    @Override
    public void handleTopologyRecoveryStarted(Recoverable recoverable) {
      try {
        declare();
      } catch (IOException e) {
        LOG.warn("cannot declare exchanges and queues at {}: {}", where, e.toString());
      }
    }

    @Override
    public void handleRecovery(Recoverable recoverable) {
      LOG.info("connected to RabbitMQ at {} again", where);
    }
  }

  private void declare() throws IOException {
    Span span = Traces.root("init.rabbitmq_infrastructure", null).startSpan();
    try (Scope _ = span.makeCurrent();
        Channel channel = channel()) {
      topology.declare(channel);
    } catch (IOException | TimeoutException e) {
      Traces.failed(span, e);
      throw e instanceof IOException io ? io : new IOException(e);
    } finally {
      span.end();
    }
  }

  private static Connection connect(ConnectionFactory factory, ServerUrl server, String name)
      throws IOException, InterruptedException {
    for (boolean said = false; ; said = true) {
      try {
        return factory.newConnection(name);
      } catch (com.rabbitmq.client.PossibleAuthenticationFailureException e) {
        throw new IOException(
            "RabbitMQ at %s refuses user \"%s\" on vhost \"%s\"; check RABBITMQ_URL"
                .formatted(server.place(), server.user(), factory.getVirtualHost()),
            e);
      } catch (IOException | TimeoutException e) {
        if (!said) {
          LOG.warn("no RabbitMQ at {}: {}; waiting for it", server.place(), e.toString());
        }
        Thread.sleep(RECOVERY_MILLIS);
      }
    }
  }

  /** A channel of it. */
  Channel channel() throws IOException {
    Channel channel = connection.createChannel();
    if (channel == null) {
      throw new IOException("the broker gives no more channels");
    }
    return channel;
  }

  Topology topology() {
    return topology;
  }

  /** Whether it is connected. */
  public boolean connected() {
    return connection.isOpen();
  }

  @Override
  public void close() {
    try {
      connection.close(CLOSE_MILLIS);
    } catch (IOException | com.rabbitmq.client.AlreadyClosedException e) {
      LOG.debug("already closed", e);
    }
    threads.shutdown();
  }
}
