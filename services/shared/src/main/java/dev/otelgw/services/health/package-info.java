/// Whether a service can do its work, asked by HTTP.
@NullMarked
package dev.otelgw.services.health;

import org.jspecify.annotations.NullMarked;
