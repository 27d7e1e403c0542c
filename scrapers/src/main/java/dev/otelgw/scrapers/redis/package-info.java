/// The receiver `redis`: scrapes Redis and Valkey. What INFO's fields become stands in two tables
/// among the resources.
@NullMarked
package dev.otelgw.scrapers.redis;

import org.jspecify.annotations.NullMarked;
