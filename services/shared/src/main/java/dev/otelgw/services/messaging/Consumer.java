package dev.otelgw.services.messaging;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import dev.otelgw.services.json.Json;
import dev.otelgw.services.telemetry.Traces;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes messages of one queue. A message is acknowledged when its handler has returned, or when the
 * broker has confirmed its copy for a later attempt: at no moment is it nowhere. Several are
 * handled at once, each within the span that the agent makes of its delivery.
 */
public final class Consumer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Consumer.class);
  private static final int PREFETCH = 10;
  private static final Duration DRAIN = Duration.ofSeconds(10);
  private static final long DRAIN_STEP_MILLIS = 20;

  private final String queue;
  private final Handler handler;
  private final Retries retries;
  private final List<Delivery> deliveries = new ArrayList<>();
  private final AtomicInteger active = new AtomicInteger();

  private Consumer(Broker broker, String queue, Handler handler) {
    this.queue = queue;
    this.handler = handler;
    this.retries = new Retries(new Publisher(broker), broker.topology(), queue);
  }

  /** What is done with a message. */
  @FunctionalInterface
  public interface Handler {

    /** Returns when it is done; what it throws leads to another attempt later. */
    void handle(Message message) throws Exception;
  }

  /**
   * Starts one.
   *
   * @param concurrency how many messages are handled at once
   */
  public static Consumer start(Broker broker, String queue, int concurrency, Handler handler)
      throws IOException {
    Consumer consumer = new Consumer(broker, queue, handler);
    try (Scope _ = Traces.quiet().makeCurrent()) {
      for (int i = 0; i < concurrency; i++) {
        Channel channel = broker.channel();
        channel.basicQos(Math.max(1, PREFETCH / concurrency));
        Delivery delivery = consumer.new Delivery(channel);
        delivery.tag = channel.basicConsume(queue, false, delivery);
        consumer.deliveries.add(delivery);
      }
    }
    return consumer;
  }

  private final class Delivery extends DefaultConsumer {

    private String tag = "";

    Delivery(Channel channel) {
      super(channel);
    }

    @Override
    public void handleDelivery(
        String consumerTag, Envelope envelope, AMQP.BasicProperties properties, byte[] body)
        throws IOException {
      active.incrementAndGet();
      try {
        if (handled(properties, body)) {
          getChannel().basicAck(envelope.getDeliveryTag(), false);
        } else {
          getChannel().basicNack(envelope.getDeliveryTag(), false, true);
        }
      } catch (com.rabbitmq.client.AlreadyClosedException e) {
        // The broker gives it to somebody again.
        LOG.debug("not acknowledged", e);
      } finally {
        active.decrementAndGet();
      }
    }
  }

  /** Whether the message is done with, or safe elsewhere. */
  private boolean handled(AMQP.BasicProperties properties, byte[] body) {
    int attempt = Retries.attempt(properties);
    try {
      Event event = Json.MAPPER.readValue(body, Event.class);
      handler.handle(new Message(id(properties), event, attempt));
      return true;
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      Traces.failed(Span.current(), e);
      LOG.warn("attempt {} at a message of {} failed: {}", attempt, queue, e.toString());
      return retries.later(properties, body, attempt, e);
    }
  }

  /** A message without an id of ours is as new each time it comes. */
  private static UUID id(AMQP.BasicProperties properties) {
    try {
      return UUID.fromString(String.valueOf(properties.getMessageId()));
    } catch (IllegalArgumentException _) {
      return UUID.randomUUID();
    }
  }

  /** Takes no more, and waits a while for what is being handled. */
  @Override
  public void close() {
    for (Delivery delivery : deliveries) {
      try {
        delivery.getChannel().basicCancel(delivery.tag);
      } catch (IOException | com.rabbitmq.client.AlreadyClosedException e) {
        LOG.debug("already gone", e);
      }
    }
    Instant until = Instant.now().plus(DRAIN);
    try {
      while (active.get() > 0 && Instant.now().isBefore(until)) {
        Thread.sleep(DRAIN_STEP_MILLIS);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    retries.close();
  }

  /** What a message carries about its past. */
  static Map<String, Object> headers(AMQP.BasicProperties properties) {
    return properties.getHeaders() == null ? Map.of() : properties.getHeaders();
  }
}
