/** Real PostgreSQL, Redis and RabbitMQ, as private processes on ports of 127.0.0.1. */
@NullMarked
package dev.otelgw.services.devstack.servers;

import org.jspecify.annotations.NullMarked;
