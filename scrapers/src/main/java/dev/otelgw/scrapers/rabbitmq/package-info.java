/// The receiver `rabbitmq`: scrapes RabbitMQ by its Prometheus plugin or its management API. What
/// their numbers become stands in two tables among the resources.
@NullMarked
package dev.otelgw.scrapers.rabbitmq;

import org.jspecify.annotations.NullMarked;
