/// What a service is told by its environment.
@NullMarked
package dev.otelgw.services.settings;

import org.jspecify.annotations.NullMarked;
