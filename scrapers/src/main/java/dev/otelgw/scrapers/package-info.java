/// Scrapers of PostgreSQL, Redis and RabbitMQ.
@NullMarked
package dev.otelgw.scrapers;

import org.jspecify.annotations.NullMarked;
