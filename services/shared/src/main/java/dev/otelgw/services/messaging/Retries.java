package dev.otelgw.services.messaging;

import com.rabbitmq.client.AMQP;
import dev.otelgw.services.telemetry.TraceContext;
import dev.otelgw.services.telemetry.Traces;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.context.Scope;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a message that failed where it waits for its next attempt, or parks it after the last one.
 * The count of attempts is a header of ours: brokers ignore an x-death that a client sends.
 */
final class Retries implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Retries.class);
  private static final String ATTEMPT = "x-attempt";
  private static final String ERROR = "x-error";
  private static final int LONGEST_ERROR = 500;
  private static final long CONFIRM_SECONDS = 10;

  private final Publisher publisher;
  private final Topology topology;
  private final String queue;
  private final LongCounter processed =
      Traces.meter()
          .counterBuilder("retry.messages.processed")
          .setUnit("{message}")
          .setDescription("Failed messages that were put aside for another attempt")
          .build();
  private final LongCounter parked =
      Traces.meter()
          .counterBuilder("retry.messages.failed")
          .setUnit("{message}")
          .setDescription("Messages that failed for the last time and were parked")
          .build();

  Retries(Publisher publisher, Topology topology, String queue) {
    this.publisher = publisher;
    this.topology = topology;
    this.queue = queue;
  }

  /** Which attempt at a message this is, from 1. */
  static int attempt(AMQP.BasicProperties properties) {
    return Consumer.headers(properties).get(ATTEMPT) instanceof Number number
        ? number.intValue() + 1
        : 1;
  }

  /** Whether the broker has the copy; if not, the message must not be acknowledged. */
  boolean later(AMQP.BasicProperties properties, byte[] body, int attempt, Exception cause) {
    String target = topology.after(queue, attempt);
    boolean last = target.equals(Topology.parking(queue));
    Span span = span(properties, target, attempt).startSpan();
    try (Scope _ = span.makeCurrent()) {
      Map<String, Object> headers = new HashMap<>(Consumer.headers(properties));
      headers.put(ATTEMPT, attempt);
      String error = cause.toString();
      headers.put(ERROR, error.substring(0, Math.min(LONGEST_ERROR, error.length())));
      publisher
          .publish("", target, properties.builder().headers(headers).build(), body)
          .get(CONFIRM_SECONDS, TimeUnit.SECONDS);
      (last ? parked : processed)
          .add(1, Attributes.of(AttributeKey.stringKey("messaging.destination.name"), queue));
      if (last) {
        LOG.error("parked in {} after {} attempts: {}", target, attempt, error);
      }
      return true;
    } catch (ExecutionException | TimeoutException e) {
      Traces.failed(span, e);
      LOG.warn("cannot put a message into {}: {}; it stays in {}", target, e.toString(), queue);
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      span.end();
    }
  }

  /** In the trace of the attempt that failed, linked to where the message came from. */
  private static SpanBuilder span(AMQP.BasicProperties properties, String target, int attempt) {
    SpanBuilder builder =
        Traces.span("retry.process_message")
            .setAttribute("retry.dlq_name", target)
            .setAttribute("retry.retry_count", attempt);
    if (properties.getMessageId() != null) {
      builder.setAttribute("messaging.message.id", properties.getMessageId());
    }
    Object traceparent = Consumer.headers(properties).get("traceparent");
    if (traceparent != null) {
      TraceContext origin = new TraceContext(traceparent.toString(), null);
      if (origin.span().isValid()) {
        builder.addLink(origin.span());
      }
    }
    return builder;
  }

  @Override
  public void close() {
    publisher.close();
  }
}
