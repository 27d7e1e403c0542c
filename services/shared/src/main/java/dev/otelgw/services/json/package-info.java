/// JSON, written and read the same way by all services.
@NullMarked
package dev.otelgw.services.json;

import org.jspecify.annotations.NullMarked;
