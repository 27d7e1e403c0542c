/// RabbitMQ: the topology, the outbox and its relay, and consumers that lose and double nothing.
@NullMarked
package dev.otelgw.services.messaging;

import org.jspecify.annotations.NullMarked;
