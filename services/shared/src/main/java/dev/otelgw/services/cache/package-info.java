/// Redis, without which the services go on where they can.
@NullMarked
package dev.otelgw.services.cache;

import org.jspecify.annotations.NullMarked;
