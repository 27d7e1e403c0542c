package dev.otelgw.pipeline.delivery;

import java.time.Duration;

/**
 * What stands in front of an exporter.
 *
 * @param queue the sending queue; not enabled: the exporter is called on the sender's own thread
 * @param retry when to try again
 * @param probeInterval how often to try while the backend refuses the credentials
 */
public record DeliverySettings(QueueConfig queue, RetryConfig retry, Duration probeInterval) {

  /** No queue and no retry: for exporters that cannot fail in a way that time heals. */
  public static final DeliverySettings DIRECT =
      new DeliverySettings(
          new QueueConfig(false, 1, 1, Sizer.REQUESTS, false, false, null),
          new RetryConfig(),
          Duration.ofSeconds(60));

  /** With the probe interval that Grafana Cloud's documentation leads to: a minute. */
  public DeliverySettings(QueueConfig queue, RetryConfig retry) {
    this(queue, retry, Duration.ofSeconds(60));
  }
}
