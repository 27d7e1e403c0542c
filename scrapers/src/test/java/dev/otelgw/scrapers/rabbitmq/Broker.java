package dev.otelgw.scrapers.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** A client that puts load on a broker. */
final class Broker implements AutoCloseable {

  private final Connection connection;
  private final Channel channel;

  Broker(RabbitServer server) {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setHost("127.0.0.1");
    factory.setPort(server.amqp());
    try {
      connection = factory.newConnection();
      channel = connection.createChannel();
      channel.confirmSelect();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  private interface Call<T> {
    T run() throws IOException, InterruptedException, TimeoutException;
  }

  private static <T> T ask(Call<T> call) {
    try {
      return call.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  Broker queue(String name, Map<String, Object> arguments) {
    AMQP.Queue.DeclareOk _ = ask(() -> channel.queueDeclare(name, true, false, false, arguments));
    return this;
  }

  /** A queue that the server names: amq.gen-something. */
  String nameless() {
    return ask(() -> channel.queueDeclare("", false, false, true, Map.of()).getQueue());
  }

  /** Publishes, and waits until all of it is confirmed. */
  Broker publish(String queue, int messages) {
    return ask(() -> {
      for (int i = 0; i < messages; i++) {
        channel.basicPublish("", queue, null, "0123456789".getBytes(StandardCharsets.UTF_8));
      }
      channel.waitForConfirmsOrDie(10_000);
      return this;
    });
  }

  /** Fetches one, and leaves it without an answer. */
  Broker fetch(String queue) {
    return ask(() -> {
      channel.basicGet(queue, false);
      return this;
    });
  }

  /** Rejects what was fetched so far, for good. */
  Broker rejectAll() {
    return ask(() -> {
      channel.basicNack(0, true, false);
      return this;
    });
  }

  /** Consumes what comes, and acknowledges each unless that is automatic. */
  Broker consume(String queue, boolean automatic) {
    return ask(() -> {
      channel.basicConsume(
          queue,
          automatic,
          (_, message) -> {
            if (!automatic) {
              channel.basicAck(message.getEnvelope().getDeliveryTag(), false);
            }
          },
          _ -> {});
      return this;
    });
  }

  @Override
  public void close() {
    connection.abort(1000);
  }
}
