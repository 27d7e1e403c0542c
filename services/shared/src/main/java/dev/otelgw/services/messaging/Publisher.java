package dev.otelgw.services.messaging;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConfirmListener;
import com.rabbitmq.client.Return;
import dev.otelgw.services.telemetry.Traces;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * Publishes, and tells of each message when the broker has taken it over. RabbitMQ returns a
 * message that no queue wants and then confirms it all the same; here it has failed. Thread-safe.
 */
final class Publisher implements AutoCloseable {

  private final Broker broker;
  private @Nullable Confirmed current;

  Publisher(Broker broker) {
    this.broker = broker;
  }

  /**
   * Completes when the broker has confirmed the message; exceptionally when it has refused or
   * returned it, or may never have had it.
   *
   * @param properties with a message id
   */
  synchronized CompletableFuture<Void> publish(
      String exchange, String key, AMQP.BasicProperties properties, byte[] body) {
    try {
      return open().publish(exchange, key, properties, body);
    } catch (IOException | AlreadyClosedException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private Confirmed open() throws IOException {
    Confirmed open = current;
    if (open == null || !open.channel.isOpen()) {
      // In nobody's trace: it serves many.
      try (Scope _ = Traces.quiet().makeCurrent()) {
        open = new Confirmed(broker.channel());
      }
      current = open;
    }
    return open;
  }

  @Override
  public synchronized void close() {
    if (current != null) {
      try {
        current.channel.abort();
      } catch (IOException _) {
        // The connection is gone, and the channel with it.
      }
      current = null;
    }
  }

  /** A channel, and what is on its way over it. */
  private static final class Confirmed implements ConfirmListener {

    private final Channel channel;
    private final NavigableMap<Long, Pending> pending = new ConcurrentSkipListMap<>();
    private final Map<String, String> returned = new ConcurrentHashMap<>();

    private record Pending(String messageId, CompletableFuture<Void> done) {}

    Confirmed(Channel channel) throws IOException {
      this.channel = channel;
      channel.confirmSelect();
      channel.addConfirmListener(this);
      channel.addReturnListener(this::returned);
      channel.addShutdownListener(cause -> {
        // A channel that recovers counts from one again.
        pending.values().forEach(one -> one.done.completeExceptionally(new IOException(cause)));
        pending.clear();
      });
    }

    CompletableFuture<Void> publish(
        String exchange, String key, AMQP.BasicProperties properties, byte[] body)
        throws IOException {
      long number = channel.getNextPublishSeqNo();
      CompletableFuture<Void> done = new CompletableFuture<>();
      pending.put(number, new Pending(properties.getMessageId(), done));
      try {
        channel.basicPublish(exchange, key, true, properties, body);
      } catch (IOException | AlreadyClosedException e) {
        pending.remove(number);
        throw e;
      }
      if (!channel.isOpen()) {
        // It closed between the two, and its listener may have gone before this one was there.
        done.completeExceptionally(new IOException("the channel closed"));
      }
      return done;
    }

    private void returned(Return message) {
      returned.put(message.getProperties().getMessageId(), message.getReplyText());
    }

    @Override
    public void handleAck(long number, boolean multiple) {
      settle(number, multiple, null);
    }

    @Override
    public void handleNack(long number, boolean multiple) {
      settle(number, multiple, "the broker refused it");
    }

    private void settle(long number, boolean multiple, @Nullable String refusal) {
      Map<Long, Pending> settled =
          multiple ? pending.headMap(number, true) : pending.subMap(number, true, number, true);
      for (Pending one : settled.values()) {
        String unwanted = returned.remove(one.messageId);
        if (refusal == null && unwanted == null) {
          one.done.complete(null);
        } else {
          one.done.completeExceptionally(
              new IOException(refusal != null ? refusal : "no queue takes it (" + unwanted + ")"));
        }
      }
      settled.clear();
    }
  }
}
